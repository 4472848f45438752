"""Words of others on a page are shown as they are."""

from ui.markdown import escaped


def test_a_name_never_turns_into_formatting():
    assert escaped("a_b*c* $1 [x](y) :red[z] <b>&") == (r"a\_b\*c\* \$1 \[x\]\(y\) \:red\[z\] &lt;b&gt;&amp;")
    assert escaped("type `make run`, a_b") == r"type `make run`, a\_b"
    assert escaped("odd ` tick") == "odd ' tick"


def test_an_address_never_turns_into_a_link_to_write_to_it():
    assert escaped("to ann@example.org") == "to ann\u2060@example\\.org"
    assert escaped("`ann@example.org`") == "`ann@example.org`"
