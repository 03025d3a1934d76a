"""Who may do what: every role with every permission."""

from itertools import product

import pytest

from pollsvc.domain.staff import Permission, Role, may

# Columns: view staff pages, author polls, see data.
TABLE = {
    Role.ADMIN: (True, True, True),
    Role.EDITOR: (True, True, False),
    Role.ANALYST: (True, False, True),
}


@pytest.mark.parametrize(("role", "permission"), [*product(Role, Permission)])
def test_what_a_role_may_do(role, permission):
    assert may(role, permission) is TABLE[role][list(Permission).index(permission)]


def test_the_table_has_a_row_for_every_role():
    assert set(TABLE) == set(Role)
