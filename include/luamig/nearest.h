/* The known word that someone who wrote an unknown one probably meant.
 *
 * Ownership: the answer is one of the candidates. Cannot fail: NULL where nothing is near.
 */
#ifndef LUAMIG_NEAREST_H
#define LUAMIG_NEAREST_H

/* The candidate with the fewest edits (Damerau-Levenshtein: insert, delete, replace, swap neighbours), if
 * about a third of the word or less had to be edited; the first of equals. Case, and - or _, make no
 * difference; a word that begins a candidate is near it. */
const char *nearest(const char *word, const char *const *candidates, int count);

#endif
