#!/bin/sh
# Makes the secrets that are missing in ./secrets, and touches none that is there. Needs openssl.
set -eu
mkdir -p secrets
chmod 700 secrets
cd secrets
make() { [ -e "$1" ] || { file=$1; shift; "$@" > "$file"; chmod 444 "$file"; echo "made secrets/$file"; }; }
make postgres-password openssl rand -hex 24
make database-password openssl rand -hex 24
make database-url printf 'postgres://circula:%s@database:5432/circula\n' "$(cat database-password)"
make secret openssl rand -base64 48
make payment-secret openssl rand -base64 48
make audit-key openssl genpkey -algorithm ed25519
