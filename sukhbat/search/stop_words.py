"""Words that stand in every other question; a query is about its other words. Folded, without endings."""

from typing import Final


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


STOP_WORDS: Final = _listed(
    """
    бар болса болып болган болады бола бойынша бул биз бизге биздин бирак бир гана да де деген деп дейди дейин еди
    едим екен емес ен енди жок жатыр журмиз кайда кайдан калай канша кандай кашан керек ким кимге ма ме ба бе па
    пе мен менен менин маган мумкин неге неден не немесе оз озим ол олар осы сол сондыктан соны сиз сизге сиздер тагы
    тур турмыз ушин шейин шыгар кой гой ай аркылы туралы жане айтыныздаршы айтыныз айтшы отыр откени бери
    а без более бы был была были было быть в вам вас ваш весь во вот все всего вы где да для до его ее если есть еще же
    за зачем здесь и из или им их к как какая какие какой ко когда кому кто куда ли либо лишь мне можно мой мы на над
    надо нам нас наш не него нее нет неужели ни них но ну о об однако он она они оно от очень по под почему при про с
    со сам свой сейчас со та так также там те то того тоже только том тот тут ты у уже хочу хотя чего чем через что
    чтобы чье эта эти это этот я скажите подскажите пожалуйста
    a am an and any are as at be been but by can could did do does for from get had has have how i if in is it its me my
    no not of on or our please shall should so than that the their them there they this to up us was we were what when
    where which who why will with would you your
    """
)
