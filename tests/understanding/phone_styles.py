"""The many ways people write a phone number."""

from random import Random

from tests.understanding.personal_makers import (
    ARABIC,
    EN,
    FULL_WIDTH,
    KK,
    RU,
    cut,
    digits,
    kk_words,
    kz,
    ru_words,
    spaced,
    written,
)


def _parts(number: str) -> list[str]:
    return [number[:3], number[3:6], number[6:8], number[8:]]


_PHONES = written(
    kz,
    "+7{}", "+7 {g3322}", "+7-{d3322}", "+7({0})", "8{}", "8 {g3322}", "8-{d3322}", "8({c})", "8 ({c})",
    "+7 ({c})", "+7({c})",
    "7{}", "7 {g3322}", "{}", "{d3322}", "{g3322}", "{p3322}", "8.{p3322}", "{g334}", "8 {g37}", "8{g37}",
    "+7{g334}", "({c})",
    "{each}", "8 {each}", "+7 {each}", "{wide}", "8{arabic}", "8{letter}", "8 {ru}", "восемь {ru}",
    "плюс семь {ru}",
    "{rudigits}", "сегіз {kk}", "сегиз {kknospec}", "{kkdigits}", "eight {en}", "тел. 8{}", "тел:{d3322}",
    "ұялы: 8 {g3322}",
    "whatsapp +7 {g3322}", "ватсап {}", "звоните {g37}", "хабарласыңыз {}", "8 {c2}", "8/{s3322}",
    "8_{u3322}", "8--{d3322}",
    "+7\u00a0{g3322}", "8–{d3322}", "моб.8{}", "сот. {d3322}", "8{hidden}", "tel. +7{}", "8 {mixed}",
    "номер мой {}",
    "8*{g334}", "8 {g343}", "{d37}", "8{star}",
    g3322=lambda n: cut(n, (3, 3, 2, 2)), d3322=lambda n: cut(n, (3, 3, 2, 2), "-"),
    p3322=lambda n: cut(n, (3, 3, 2, 2), "."),
    s3322=lambda n: cut(n, (3, 3, 2, 2), "/"), u3322=lambda n: cut(n, (3, 3, 2, 2), "_"),
    g334=lambda n: cut(n, (3, 3, 4)),
    g343=lambda n: cut(n, (3, 4, 3)), g37=lambda n: cut(n, (3, 7)),
    d37=lambda n: cut(n, (3, 7), "-"), each=spaced,
    c=lambda n: f"{n[:3]}) {n[3:6]}-{n[6:8]}-{n[8:]}", c2=lambda n: f"( {n[:3]} ) {n[3:]}",
    wide=lambda n: f"８{n.translate(FULL_WIDTH)}",
    arabic=lambda n: n.translate(ARABIC), letter=lambda n: n.replace("0", "О", 1).replace("0", "o", 1),
    ru=lambda n: " ".join(map(ru_words, _parts(n))), rudigits=lambda n: " ".join(RU[d] for d in "8" + n),
    kk=lambda n: " ".join(map(kk_words, _parts(n))), kkdigits=lambda n: " ".join(KK[d] for d in "8" + n),
    kknospec=lambda n: " ".join(map(kk_words, _parts(n))).translate(str.maketrans("әғқңөұүһі", "агкноуухи")),
    en=lambda n: " ".join(EN[d] for d in n), hidden="\u200b".join,
    star=lambda n: cut(n, (3, 3, 2, 2), " - "),
    mixed=lambda n: f"{ru_words(n[:3])} {n[3:6]} {n[6:8]} {n[8:]}",
)  # fmt: skip


def _landline(random: Random) -> str:
    return (
        random.choice(("7172", "7212", "7242", "7272", "7112", "7252", "7132", "7292"))
        + str(random.randint(2, 9))
        + digits(random, 5)
    )


_LANDLINES = written(
    _landline,
    "{space}", "({code}) {rest}", "8 ({code}) {rest}", "8 {code} {rest}", "+7 {code} {rest}",
    "8-{code}-{rest}", "8{}", "+7{}",
    "тел. {rest}", "тел: {}", "телефон {six}", "+7 ({code}) {six}", "қалалық телефон 8 {code} {rest}",
    "8 {code} {six}",
    space=lambda n: f"{n[:4]} {cut(n[4:], (2, 2, 2), '-')}", code=lambda n: n[:4],
    rest=lambda n: cut(n[4:], (2, 2, 2), "-"),
    six=lambda n: n[4:],
)  # fmt: skip

_ABROAD = written(
    lambda random: "9" + random.choice("0123456789") + digits(random, 8),
    "+7 {g}", "8 {g}", "8({c}", "+7{}", "8{}", "7{}", "+998 90 {seven}", "+996 {d}", "+1 202 555 {last}",
    "+49 151 {eight}",
    "+44 7{nine}", "+90 5{nine}", "+86 13{nine}", "+380 {d}", "whatsapp 00998 9{eight}", "тел 996 {nine}",
    g=lambda n: cut(n, (3, 3, 2, 2)), c=lambda n: f"{n[:3]}){n[3:]}", seven=lambda n: cut(n[3:], (3, 2, 2)),
    d=lambda n: cut(n[1:], (3, 3, 3)), last=lambda n: n[6:], eight=lambda n: n[2:], nine=lambda n: n[1:],
)  # fmt: skip

PHONES = [*_PHONES, *_LANDLINES, *_ABROAD]
