"""Who answers: regions, themes, bodies, the officers who act for them, and their competences."""
