#!/usr/bin/env bash
# The keys that a provider of OpenID Connect publishes (RFC 7517), taken in by joserfc, some of kinds or with numbers that it does
# not know. RFC 7517, section 5, asks that such keys be passed over and the others used.
#
# Seen with joserfc 1.8.0, whose errors have one parent, JoseError:
#   an unknown "kty"                                 InvalidKeyTypeError, a JoseError
#   an EC key without "x"                            KeyParameterError, a JoseError
#   an EC or OKP key of an unknown curve             KeyError, no JoseError
#   an EC key whose point is not on the curve        ValueError (of cryptography), no JoseError
#   KeySet.import_key_set, each beside a good key    the unknown "kty" is passed over; for the others the same error comes, and the
#                                                    good key is lost with the set
# The guess was: `except JoseError` catches what a foreign key can do, and a set keeps the keys that are good. A provider that begins
# to publish one key of a newer curve beside the old one would end every sign-in.
#
# Needs the network for pip only; everything stays in a temporary folder. Fails if any of this changes.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip --quiet --disable-pip-version-check install "joserfc==1.8.0"
venv/bin/python - <<'PY'
from joserfc import jwk
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, KeySet

good = ECKey.generate_key("P-256").as_dict(private=False)
SEEN = (
    ({"kty": "XYZ"}, "InvalidKeyTypeError", True),
    ({"kty": "EC", "crv": "P-256"}, "KeyParameterError", True),
    ({"kty": "EC", "crv": "P-999", "x": "AA", "y": "AA"}, "KeyError", False),
    ({"kty": "OKP", "crv": "Ed999", "x": "AA"}, "KeyError", False),
    ({"kty": "EC", "crv": "P-256", "x": "AA", "y": "AA"}, "ValueError", False),
)
for key, name, is_own in SEEN:
    found = []
    for take in (jwk.import_key, lambda one: KeySet.import_key_set({"keys": [good, one]})):
        try:
            taken = take(key)
            found.append((len(taken.keys), "key of the set kept"))
        except Exception as error:  # which error comes is the question
            found.append((type(error).__name__, isinstance(error, JoseError)))
    print(key, "->", found)
    in_set = (1, "key of the set kept") if key["kty"] == "XYZ" else (name, is_own)
    assert found == [(name, is_own), in_set], found
PY
echo "as described"
