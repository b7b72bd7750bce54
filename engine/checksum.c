#include "luamig/checksum.h"

#include <openssl/evp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Only want of memory or a libcrypto without SHA-256 makes these fail: nothing that luamig could go on after.
 */
static void must(int done) {
    if (!done) {
        fputs("luamig: libcrypto cannot make a SHA-256 checksum\n", stderr);
        exit(1);
    }
}

static EVP_MD_CTX *digest_begin(void) {
    EVP_MD_CTX *digest = EVP_MD_CTX_new();
    must(digest && EVP_DigestInit_ex(digest, EVP_sha256(), NULL));
    return digest;
}

static void digest_add(EVP_MD_CTX *digest, const void *bytes, size_t size) {
    must(EVP_DigestUpdate(digest, bytes, size));
}

static void digest_end(EVP_MD_CTX *digest, char *hex) {
    unsigned char sum[EVP_MAX_MD_SIZE];
    unsigned size = 0;
    must(EVP_DigestFinal_ex(digest, sum, &size));
    EVP_MD_CTX_free(digest);
    for (unsigned i = 0; i < size; i++)
        snprintf(hex + i * 2, 3, "%02x", sum[i]);
}

/* The bytes of a token up to its next line end, and over it. */
static size_t line_size(const char *at, size_t size, size_t *with_end) {
    size_t line = 0;
    while (line < size && at[line] != '\n' && at[line] != '\r')
        line++;
    *with_end = line;
    if (line < size) {
        bool pair = line + 1 < size && at[line] + at[line + 1] == '\n' + '\r';
        *with_end = line + (pair ? 2 : 1);
    }
    return line;
}

/* With `digest`: adds the token's text. Returns its size. */
static uint64_t token_text(const struct token *token, EVP_MD_CTX *digest) {
    uint64_t sum = 0;
    for (size_t at = 0, next; at < token->size; at += next) {
        size_t line = line_size(token->at + at, token->size - at, &next);
        if (digest)
            digest_add(digest, token->at + at, line);
        if (digest && next > line)
            digest_add(digest, "\n", 1);
        sum += line + (next > line);
    }
    return sum;
}

/* Part of version 1, whatever numbers the kinds have. */
static const unsigned char marks[] = {
    [TOKEN_NAME] = 'n',   [TOKEN_KEYWORD] = 'k', [TOKEN_STRING] = 's',
    [TOKEN_NUMBER] = 'd', [TOKEN_SYMBOL] = 'y',  [TOKEN_END] = 'e',
};

void checksum_tokens(const struct tokens *tokens, char checksum[CHECKSUM_ROOM]) {
    EVP_MD_CTX *digest = digest_begin();
    for (int i = 0; i < tokens->count; i++) {
        const struct token *token = &tokens->items[i];
        uint64_t size = token_text(token, NULL);
        unsigned char head[9] = {marks[token->kind]};
        for (int byte = 0; byte < 8; byte++)
            head[byte + 1] = (unsigned char)(size >> (8 * byte));
        digest_add(digest, head, sizeof head);
        token_text(token, digest);
    }
    memcpy(checksum, "1:", 2);
    digest_end(digest, checksum + 2);
}

void checksum_bytes(const void *bytes, size_t size, char checksum[CHECKSUM_ROOM]) {
    EVP_MD_CTX *digest = digest_begin();
    digest_add(digest, bytes, size);
    digest_end(digest, checksum);
}
