#!/bin/sh
# Sign one program in place: SIGN_P12 is the certificate, SIGN_PASSWORD_FILE holds its password in
# the first line, SIGN_STAMP is the address of a clock where there is a network.
set -eu
file=$1
set -- -pkcs12 "$SIGN_P12" -h sha256 -n "So 138"
[ -z "${SIGN_PASSWORD_FILE:-}" ] || set -- "$@" -readpass "$SIGN_PASSWORD_FILE"
[ -z "${SIGN_STAMP:-}" ] || set -- "$@" -ts "$SIGN_STAMP"
osslsigncode sign "$@" -in "$file" -out "$file.signed" > /dev/null
mv "$file.signed" "$file"
