#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Makes a private CA and the certificates that the TLS tests need (openssl, PEM, EC keys; about 0.3 s):
#   certs.sh DIR        NAME.crt, NAME.key, NAME.pem (key, certificate and CA: a key store of the broker)
# ca, otherca; server, wronghost, expired (for the broker); client, stranger (of otherca), oldclient (expired);
# client-locked.key: the client's key, encrypted with the password "key-secret-9K".
set -euo pipefail
mkdir -p "$1"
cd "$1"
key() { openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out "$1.key" 2>/dev/null; }
ca() {
    key "$1"
    openssl req -x509 -new -key "$1.key" -subj "/CN=$1" -days 3650 -out "$1.crt" \
        -addext basicConstraints=critical,CA:TRUE -addext keyUsage=critical,keyCertSign,cRLSign
}
leaf() { # leaf NAME ALTERNATIVE_NAMES CA BEGIN END
    key "$1"
    openssl req -new -key "$1.key" -subj "/CN=$1" -out "$1.csr"
    : >index.txt
    printf '[ca]\ndefault_ca=d\n[d]\ndatabase=index.txt\nunique_subject=no\nrand_serial=yes\nnew_certs_dir=.\npolicy=p\ndefault_md=sha256\n[p]\nCN=supplied\n' >ca.cnf
    printf 'basicConstraints=CA:FALSE\nextendedKeyUsage=serverAuth,clientAuth\n%s\n' "${2:+subjectAltName=$2}" >ext.cnf
    openssl ca -batch -notext -config ca.cnf -cert "$3.crt" -keyfile "$3.key" -in "$1.csr" -out "$1.crt" -extfile ext.cnf \
        -startdate "$4" -enddate "$5" 2>/dev/null
    cat "$1.key" "$1.crt" "$3.crt" >"$1.pem"
    rm -f "$1.csr" ./*.old ./[0-9A-F]*.pem
}
ca ca
ca otherca
now=20240101000000Z
late=20440101000000Z
leaf server IP:127.0.0.1,DNS:localhost ca $now $late
leaf wronghost DNS:elsewhere.invalid ca $now $late
leaf expired IP:127.0.0.1,DNS:localhost ca 20200101000000Z 20200102000000Z
leaf client "" ca $now $late
leaf stranger "" otherca $now $late
leaf oldclient "" ca 20200101000000Z 20200102000000Z
openssl pkcs8 -topk8 -in client.key -out client-locked.key -passout pass:key-secret-9K
rm -f index.txt* ca.cnf ext.cnf
