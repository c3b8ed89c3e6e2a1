"""One set of settings, and what each client hears."""

from __future__ import annotations

import shutil
import ssl
import subprocess
from pathlib import Path

import pytest
from faust.auth import SASLCredentials, SSLCredentials
from faust.transport.drivers.aiokafka import credentials_to_aiokafka_auth
from pydantic import SecretStr

from tests.containers.certificates import Authority
from worker.errors import Misconfigured
from worker.kafka.security import client_security, tls_context
from worker.kafka.transport import faust_credentials
from worker.settings import KafkaSettings

LOGIN = {"username": "ann", "password": SecretStr("s3cret")}


@pytest.fixture(scope="module")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate that signs itself, and its key."""
    folder = tmp_path_factory.mktemp("tls")
    subprocess.run(
        [shutil.which("openssl") or "openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", "/CN=localhost",
         "-keyout", folder / "key.pem", "-out", folder / "certificate.pem"],
        check=True, capture_output=True,
    )  # fmt: skip
    return folder


def test_plain_text_needs_nothing() -> None:
    """The default."""
    settings = KafkaSettings()
    assert client_security(settings) == {"security_protocol": "PLAINTEXT"}
    assert faust_credentials(settings) is None


@pytest.mark.parametrize("mechanism", ["PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512"])
@pytest.mark.parametrize("security", ["SASL_PLAINTEXT", "SASL_SSL"])
def test_sasl(security: str, mechanism: str) -> None:
    """Faust's translation of its credentials says the same as ours to aiokafka."""
    settings = KafkaSettings.model_validate({"security": security, "mechanism": mechanism, **LOGIN})
    direct = dict(client_security(settings))
    credentials = faust_credentials(settings)
    assert isinstance(credentials, SASLCredentials)
    translated = dict(credentials_to_aiokafka_auth(credentials))
    for found in (direct, translated):
        context = found.pop("ssl_context", None)
        assert (context is not None) == (security == "SASL_SSL")
    assert (
        direct
        == translated
        == {
            "security_protocol": security,
            "sasl_mechanism": mechanism,
            "sasl_plain_username": "ann",
            "sasl_plain_password": "s3cret",
        }
    )


def test_mutual_tls(certificates: Path) -> None:
    """Certificates and host names are verified, always."""
    settings = KafkaSettings(
        security="SSL",
        ca=certificates / "certificate.pem",
        certificate=certificates / "certificate.pem",
        key=certificates / "key.pem",
    )
    credentials = faust_credentials(settings)
    assert isinstance(credentials, SSLCredentials)
    for context in (client_security(settings)["ssl_context"], credentials.context):
        assert context.verify_mode is ssl.CERT_REQUIRED
        assert context.check_hostname
        assert len(context.get_ca_certs()) == 1


@pytest.mark.parametrize(
    ("settings", "word"),
    [
        ({"security": "SASL_SSL", "username": "ann"}, "TOCSIN_KAFKA__PASSWORD"),
        ({"security": "SASL_PLAINTEXT", "password": "x"}, "TOCSIN_KAFKA__USERNAME"),
        ({"security": "SSL", "ca": "/nowhere.pem"}, "TOCSIN_KAFKA__CA"),
        ({"security": "SSL", "certificate": __file__}, "TOCSIN_KAFKA__CERTIFICATE"),
        ({"security": "SSL", "key": __file__}, "TOCSIN_KAFKA__CERTIFICATE"),
    ],
)
def test_what_is_missing_is_said(settings: dict[str, str], word: str) -> None:
    """By the variable to set, to whichever client asks; never with the password."""
    for ask in (client_security, faust_credentials):
        with pytest.raises(Misconfigured) as caught:
            ask(KafkaSettings.model_validate(settings))
        assert word in caught.value.remedy


def test_files_that_do_not_fit_are_said(certificates: Path, tmp_path: Path) -> None:
    """Another's key, a key with a passphrase (which OpenSSL would ask the terminal for), an authority that is none."""
    good, key = certificates / "certificate.pem", certificates / "key.pem"
    other = Authority(tmp_path, "other").sign("other").key
    locked = tmp_path / "locked.key"
    lock = ["pkey", "-in", str(key), "-aes256", "-passout", "pass:x", "-out", str(locked)]
    subprocess.run([shutil.which("openssl") or "openssl", *lock], check=True, capture_output=True)
    for files, word in (
        ({"ca": good, "certificate": good, "key": other}, "one with its key"),
        ({"ca": good, "certificate": good, "key": locked}, "passphrase"),
        ({"ca": key}, "holds no certificate"),
        ({"ca": tmp_path}, "cannot be read"),
    ):
        with pytest.raises(Misconfigured) as caught:
            tls_context(KafkaSettings.model_validate({"security": "SSL", **files}))
        assert word in str(caught.value)
