#include "luamig/decimal.h"

#include <float.h>
#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* 17 significant digits tell every float from its neighbours; one more shows that a text has too many. */
enum { MOST_DIGITS = 17 };

/* 0.DIGITS times ten to the exponent; zero has no digits. */
struct decimal {
    bool negative;
    int count; /* of digits; MOST_DIGITS + 1: too many */
    char digits[MOST_DIGITS + 2];
    long long exponent;
};

/* Beyond this every exponent is too large for a float, whatever the number of digits before it: no text has
 * 2^59. */
static const long long HUGE_EXPONENT = 1LL << 59;

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

static size_t digits_size(const char *text, size_t size) {
    size_t at = 0;
    while (at < size && is_digit(text[at]))
        at++;
    return at;
}

size_t decimal_size(const char *text, size_t size) {
    size_t at = size && *text == '-', digits = digits_size(text + at, size - at);
    if (digits == 0)
        return 0;
    at += text[at] == '0' ? 1 : digits;
    if (at < size && text[at] == '.') {
        digits = digits_size(text + at + 1, size - at - 1);
        if (digits == 0)
            return 0;
        at += 1 + digits;
    }
    if (at < size && (text[at] | 0x20) == 'e') {
        at++;
        at += at < size && (text[at] == '+' || text[at] == '-');
        digits = digits_size(text + at, size - at);
        if (digits == 0)
            return 0;
        at += digits;
    }
    return at;
}

static long long read_exponent(const char *text, size_t size) {
    bool negative = size && *text == '-';
    long long value = 0;
    for (size_t at = size && (*text == '-' || *text == '+'); at < size; at++)
        value = value < HUGE_EXPONENT ? value * 10 + (text[at] - '0') : value;
    return negative ? -value : value;
}

static void add_digit(struct decimal *decimal, char digit) {
    if (decimal->count <= MOST_DIGITS)
        decimal->digits[decimal->count++] = digit;
}

static struct decimal read_decimal(const char *text, size_t size) {
    struct decimal decimal = {.negative = *text == '-'};
    long long zeros = 0; /* seen since the last other digit: they count only if another digit follows */
    bool fraction = false;
    for (size_t at = decimal.negative; at < size; at++) {
        if (text[at] == '.') {
            fraction = true;
        } else if (!is_digit(text[at])) {
            decimal.exponent += read_exponent(text + at + 1, size - at - 1);
            break;
        } else if (text[at] == '0') {
            zeros += decimal.count > 0;
            decimal.exponent += fraction ? -(decimal.count == 0) : decimal.count > 0;
        } else {
            for (; zeros && decimal.count <= MOST_DIGITS; zeros--)
                add_digit(&decimal, '0');
            add_digit(&decimal, text[at]);
            decimal.exponent += !fraction;
        }
    }
    if (decimal.count == 0)
        decimal.exponent = 0;
    return decimal;
}

static bool is_same(const struct decimal *a, const struct decimal *b) {
    return a->negative == b->negative && a->count == b->count && a->exponent == b->exponent &&
           memcmp(a->digits, b->digits, (size_t)a->count) == 0;
}

bool decimal_integer(const char *text, size_t size, long long *value) {
    bool negative = *text == '-';
    unsigned long long sum = 0, most = (unsigned long long)LLONG_MAX + negative;
    for (size_t at = negative; at < size; at++) {
        if (!is_digit(text[at]))
            return false;
        unsigned digit = (unsigned)(text[at] - '0');
        if (sum > (most - digit) / 10)
            return false;
        sum = sum * 10 + digit;
    }
    if (negative && sum == 0)
        return false;
    *value = (long long)(negative ? 0 - sum : sum);
    return true;
}

bool decimal_float(const char *text, size_t size, double *value) {
    struct decimal wanted = read_decimal(text, size);
    if (wanted.count > MOST_DIGITS || llabs(wanted.exponent) > DBL_MAX_10_EXP + MOST_DIGITS + 1)
        return false;
    char plain[DECIMAL_ROOM * 2], shortest[DECIMAL_ROOM];
    snprintf(plain, sizeof plain, "%s0.%.*se%lld", wanted.negative ? "-" : "", wanted.count, wanted.digits,
             wanted.exponent);
    *value = strtod(plain, NULL);
    if (!isfinite(*value))
        return false;
    decimal_write(shortest, *value);
    struct decimal written = read_decimal(shortest, strlen(shortest));
    return is_same(&wanted, &written);
}

void decimal_write(char text[DECIMAL_ROOM], double value) {
    char shortest[DECIMAL_ROOM - 2];
    /* 15 digits survive the way into a float and back, but not below the smallest normal one. */
    int precision = fabs(value) < DBL_MIN ? 1 : DBL_DIG;
    do
        snprintf(shortest, sizeof shortest, "%.*g", precision, value);
    while (precision++ < MOST_DIGITS && strtod(shortest, NULL) != value);
    snprintf(text, DECIMAL_ROOM, "%s%s", shortest, strpbrk(shortest, ".e") ? "" : ".0");
}
