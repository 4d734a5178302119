import pytest

from code24.ai.places import town_in


@pytest.mark.parametrize(
    ("text", "language", "town"),
    [
        ("A small bakery in Totnes, Devon.", "en", "Totnes"),
        ("I am a photographer based in Bath.", "en", "Bath"),
        ("We roast coffee in Stow-on-the-Wold.", "en", "Stow-on-the-Wold"),
        ("A tavern in the heart of New York.", "en", "New York"),
        ("Our data is stored in Frankfurt.", "en", ""),
        ("We help teams in Germany.", "en", ""),
        ("A restaurant in Italian style.", "en", ""),
        ("We opened our shop in January.", "en", ""),
        ("Familienbäckerei in Ulm seit 1962.", "de", "Ulm"),
        ("Praxis im Herzen von Freiburg.", "de", "Freiburg"),
        ("Werkstatt in Köln-Ehrenfeld.", "de", "Köln-Ehrenfeld"),
        ("Ein Gasthof in Bad Tölz.", "de", "Bad Tölz"),
        ("Wir arbeiten in Handarbeit.", "de", ""),
        ("Möbel in Bio-Qualität.", "de", ""),
        ("Unsere Server stehen in Frankfurt.", "de", ""),
        ("Un bistrot de quartier à Nantes, à deux rues du marché.", "fr", "Nantes"),
        ("Salon de coiffure au rez-de-chaussée, à Strasbourg.", "fr", "Strasbourg"),
        ("Boulangerie à Honfleur depuis 1987.", "fr", "Honfleur"),
        ("Une auberge à La Rochelle.", "fr", "La Rochelle"),
        ("Nous livrons à Paris.", "fr", ""),
        ("Ouvert à Noël.", "fr", ""),
        ("Somos una clínica dental en Sevilla.", "es", "Sevilla"),
        ("Un gimnasio pequeño en Malasaña, Madrid.", "es", "Malasaña"),
        ("Enviamos a clientes en Madrid.", "es", ""),
        ("Escritório de contabilidade em Belo Horizonte para empresas.", "pt-BR", "Belo Horizonte"),
        ("Um café no Porto.", "pt", "Porto"),
        ("Officina meccanica a Bologna, zona Corticella.", "it", "Bologna"),
        ("Aperti anche a Natale.", "it", ""),
    ],
)
def test_towns(text: str, language: str, town: str) -> None:
    assert town_in([text], language) == town
