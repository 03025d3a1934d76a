"""Settings: what is taken, and what stops the start with a sentence that names it."""

import pytest

from pollsvc.config import Settings, SettingsError, load_settings


def loaded(tmp_path, **variables):
    environ = {f"POLLSVC_{name.upper()}": value for name, value in variables.items()}
    return load_settings(environ | {"POLLSVC_INSTANCE": str(tmp_path)})


@pytest.mark.parametrize(
    "address",
    [
        "https://polls.example.org",
        "https://polls.example.org/",
        "http://127.0.0.1:8000",
        "http://[::1]:8000",
    ],
)
def test_a_public_address_is_scheme_and_host(tmp_path, address):
    assert loaded(tmp_path, public_url=address).public_url == address.rstrip("/")


@pytest.mark.parametrize(
    "address",
    [
        "",
        "http://",
        "polls.example.org",
        "https://polls.example.org/p",
        "https://x y/<b>",
        "https://a@polls.example.org",
        "ftp://polls.example.org",
    ],
)
def test_anything_else_is_not_a_public_address(tmp_path, address):
    with pytest.raises(SettingsError, match="POLLSVC_PUBLIC_URL is unusable"):
        loaded(tmp_path, public_url=address)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("answer_limit", "many"),
        ("answer_limit", "30/minute;900/month"),
        ("answer_limit", "30 per 25 hours"),
        ("trusted_proxies", "-1"),
        ("trusted_proxies", "two"),
        ("database_url", "mysql://there"),
        ("redis_url", "memory://"),
        ("site_name", ""),
    ],
)
def test_an_unusable_setting_is_named(tmp_path, name, value):
    with pytest.raises(SettingsError, match=f"POLLSVC_{name.upper()} is unusable"):
        loaded(tmp_path, **{name: value})


def test_an_unknown_setting_is_named(tmp_path):
    with pytest.raises(SettingsError, match="POLLSVC_COLOUR is not a setting"):
        loaded(tmp_path, colour="green")


def test_an_unknown_setting_in_the_file_is_named(tmp_path):
    (tmp_path / "pollsvc.toml").write_text('colour = "green"')
    with pytest.raises(SettingsError, match=r"'colour' in pollsvc\.toml"):
        loaded(tmp_path)


def test_the_folder_of_the_file_cannot_stand_in_the_file(tmp_path):
    (tmp_path / "pollsvc.toml").write_text('instance = "elsewhere"')
    with pytest.raises(SettingsError, match="set POLLSVC_INSTANCE"):
        loaded(tmp_path)


def test_the_environment_wins_over_the_file(tmp_path):
    (tmp_path / "pollsvc.toml").write_text('site_name = "File"\ncontact = "a@b.org"')
    settings = loaded(tmp_path, site_name="Environment")
    assert (settings.site_name, settings.contact) == ("Environment", "a@b.org")


def test_the_database_is_in_the_instance_unless_named(tmp_path):
    assert (
        Settings(instance=tmp_path).database == f"sqlite:///{tmp_path}/pollsvc.sqlite"
    )
