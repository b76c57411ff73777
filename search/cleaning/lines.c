/* What the words and characters of the lines of a page tell; telling.py and characters.py say it in
   Python, where there is no compiler. */

#define Py_LIMITED_API 0x030B0000
#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <stdint.h>
#include <string.h>

#define KINDS 65536       /* characters with a kind; those beyond are like the last */
#define IS_WORD 1
#define IS_BREAK 2
#define IS_FOREIGN 4

/* ---- The vocabulary ---- */

#define IS_FUNCTION 1u    /* flags of words; telling.py names them all */
#define IS_START 8u
#define HAS_FOREIGN 16u
#define MENTIONS 480u     /* those of beginnings of words */
#define IN_PHRASE 256u
#define VOCABULARY "search.cleaning._lines.vocabulary"
#define BASIS 2166136261u /* FNV's hash of no letters */

/* Ours is other in each process, so that no page can be made of words of one hash. */
static uint32_t no_letters = BASIS;

/* A word of the lists or the start of one, found by its hash; without flags, the place is free. */
typedef struct { uint32_t hash, flags; Py_ssize_t start, length; } Entry;

typedef struct {
    uint8_t kinds[KINDS];
    uint32_t *codes;      /* the letters of all entries, one behind the other */
    Entry *entries;
    uint32_t mask;        /* the number of places less one, all bits set */
    Py_ssize_t content_letters, start_letters, most_words;
} Vocabulary;

/* Add a letter to the hash of those before it (FNV-1a of Fowler, Noll and Vo). */
static inline uint32_t hash_on(uint32_t hash, uint32_t code)
{
    return (hash ^ code) * 16777619u;
}

/* Return the least power of two that is above `count`. */
static uint32_t power_above(Py_ssize_t count)
{
    uint32_t size = 1;
    while (size <= count) size *= 2;
    return size;
}

static PyObject *wrong(const char *reason)
{
    PyErr_SetString(PyExc_ValueError, reason);
    return NULL;
}

/* Return the characters of a text, four bytes each. */
static PyObject *codes_of(PyObject *text)
{
    Py_ssize_t size = PyUnicode_GetLength(text);
    PyObject *codes = PyBytes_FromStringAndSize(NULL, size * 4);
    if (codes && size && !PyUnicode_AsUCS4(text, (Py_UCS4 *)PyBytes_AsString(codes), size, 0))
        Py_CLEAR(codes);
    return codes;
}

/* Return the place of an entry, or the free one where it belongs. */
static Entry *entry_of(const Vocabulary *words, const uint32_t *codes, Py_ssize_t length,
                       uint32_t hash)
{
    uint32_t i = hash & words->mask;
    for (; words->entries[i].flags; i = (i + 1) & words->mask) {
        const Entry *entry = words->entries + i;
        if (entry->hash == hash && entry->length == length
            && !memcmp(words->codes + entry->start, codes, length * 4)) break;
    }
    return words->entries + i;
}

static void free_vocabulary(PyObject *capsule)
{
    Vocabulary *words = PyCapsule_GetPointer(capsule, VOCABULARY);
    PyMem_Free(words->codes);
    PyMem_Free(words->entries);
    PyMem_Free(words);
}

/* Add the words of a dictionary; `codes` are its keys, one behind the other. */
static int add_entries(Vocabulary *words, PyObject *flags)
{
    PyObject *word, *value;
    Py_ssize_t place = 0, start = 0;
    while (PyDict_Next(flags, &place, &word, &value)) {
        Py_ssize_t length = PyUnicode_GetLength(word);
        uint32_t hash = no_letters, flag = (uint32_t)PyLong_AsUnsignedLong(value);
        if (PyErr_Occurred()) return -1;
        for (Py_ssize_t i = 0; i < length; i++) hash = hash_on(hash, words->codes[start + i]);
        Entry *entry = entry_of(words, words->codes + start, length, hash);
        *entry = (Entry){hash, flag, start, length};
        start += length;
    }
    return 0;
}

static int fill(Vocabulary *words, PyObject *flags)
{
    PyObject *nothing = PyUnicode_FromString("");
    PyObject *joined = nothing ? PyUnicode_Join(nothing, flags) : NULL;
    PyObject *codes = joined ? codes_of(joined) : NULL;
    uint32_t places = power_above(2 * PyDict_Size(flags));
    int failed = 1;
    words->mask = places - 1;
    words->entries = PyMem_Calloc(places, sizeof *words->entries);
    words->codes = codes ? PyMem_Malloc(PyBytes_Size(codes)) : NULL;
    if (words->entries && words->codes) {
        memcpy(words->codes, PyBytes_AsString(codes), PyBytes_Size(codes));
        failed = add_entries(words, flags);
    } else if (codes) PyErr_NoMemory();
    Py_XDECREF(codes);
    Py_XDECREF(joined);
    Py_XDECREF(nothing);
    return failed;
}

/* prepare((kinds, flags by word, letters of content, letters of starts, most words)) -> the
   vocabulary, as the functions below take it */
static PyObject *prepare(PyObject *module, PyObject *vocabulary)
{
    Py_buffer kinds;
    PyObject *flags, *capsule = NULL;
    Vocabulary *words;
    (void)module;
    if (!PyTuple_Check(vocabulary)) return wrong("a tuple");
    if (!(words = PyMem_Calloc(1, sizeof *words))) return PyErr_NoMemory();
    if (!PyArg_ParseTuple(vocabulary, "y*O!nnn", &kinds, &PyDict_Type, &flags,
                          &words->content_letters, &words->start_letters, &words->most_words)) {
        PyMem_Free(words);
        return NULL;
    }
    if (kinds.len != KINDS) wrong("a kind for each character");
    else {
        memcpy(words->kinds, kinds.buf, KINDS);
        if (!fill(words, flags)) capsule = PyCapsule_New(words, VOCABULARY, free_vocabulary);
    }
    PyBuffer_Release(&kinds);
    if (!capsule) {
        PyMem_Free(words->codes);
        PyMem_Free(words->entries);
        PyMem_Free(words);
    }
    return capsule;
}

/* ---- What words tell ---- */

typedef struct {
    PyObject *text;
    const uint32_t *codes;
    Py_ssize_t size;
    const Vocabulary *words;
} Source;

typedef struct { Py_ssize_t start, length; uint32_t hash, flags; } Word;

static inline int kind(const Source *source, Py_ssize_t i)
{
    uint32_t code = source->codes[i];
    return source->words->kinds[code < KINDS ? code : KINDS - 1];
}

/* Return the flags of what a word begins like, of which it has at least `least` letters. */
static uint32_t mentions(const Source *source, const Word *word, Py_ssize_t least, uint32_t hash)
{
    const uint32_t *codes = source->codes + word->start;
    uint32_t flags = 0;
    for (Py_ssize_t i = least;; hash = hash_on(hash, codes[i++])) {
        flags |= entry_of(source->words, codes, i, hash)->flags & MENTIONS;
        if (i == word->length) return flags;
    }
}

/* Read the letters of the word that begins at a place, and what the vocabulary says of it. */
static void read_word(const Source *source, Word *word)
{
    const uint32_t *codes = source->codes + word->start;
    uint32_t hash = no_letters, start_hash = no_letters, foreign = 0;
    Py_ssize_t i = 0, most = source->words->start_letters;
    for (int kinds; word->start + i < source->size
                    && (kinds = kind(source, word->start + i)) & IS_WORD; i++) {
        hash = hash_on(hash, codes[i]);
        if (i < most) start_hash = hash;
        if (kinds & IS_FOREIGN) foreign = HAS_FOREIGN;
    }
    word->length = i;
    word->hash = hash;
    word->flags = entry_of(source->words, codes, i, hash)->flags & ~(IS_START | MENTIONS);
    word->flags |= foreign;
    if (i < most) most = i;
    if (entry_of(source->words, codes, most, start_hash)->flags & IS_START)
        word->flags |= mentions(source, word, most, start_hash);
}

/* Find the next word of a line from a place on, which becomes its end; 0 where the line has ended,
   the place being where. */
static int next_word(const Source *source, Py_ssize_t *place, Word *word)
{
    int kinds = 0;
    while (*place < source->size && !((kinds = kind(source, *place)) & (IS_WORD | IS_BREAK)))
        ++*place;
    if (*place == source->size || kinds & IS_BREAK) return 0;
    word->start = *place;
    read_word(source, word);
    *place += word->length;
    return 1;
}

static int is_content(const Source *source, const Word *word)
{
    return !(word->flags & IS_FUNCTION) && word->length >= source->words->content_letters;
}

/* What is told of a line; `key` has room for all its letters. */
typedef struct {
    uint32_t *key;
    Py_ssize_t start, length, words, function_words;
    uint32_t flags;
    PyObject *known;
} Told;

static int add_word(const Source *source, const Word *word, Told *told)
{
    if (!told->words) told->start = word->start;
    if (told->words++) told->key[told->length++] = ' ';
    memcpy(told->key + told->length, source->codes + word->start, word->length * 4);
    told->length += word->length;
    if (word->flags & IS_FUNCTION) {
        told->function_words++;
        told->flags |= word->flags & ~MENTIONS;
        return 0;
    }
    told->flags |= word->flags;
    if (word->flags & IN_PHRASE && told->words <= source->words->most_words) {
        PyObject *known = PyUnicode_Substring(source->text, word->start,
                                              word->start + word->length);
        int failed = !known || PyList_Append(told->known, known);
        Py_XDECREF(known);
        return failed;
    }
    return 0;
}

/* Return the words with a space between them, which is as they stand in most short lines. */
static PyObject *key_of(const Source *source, const Told *told)
{
    int order = -1;       /* the least byte first */
    const Py_ssize_t start = told->start, length = told->length;
    if (start + length <= source->size
        && !memcmp(told->key, source->codes + start, length * sizeof *told->key))
        return PyUnicode_Substring(source->text, start, start + length);
    return PyUnicode_DecodeUTF32((const char *)told->key, length * 4, "surrogatepass", &order);
}

static PyObject *packed(const Source *source, const Told *told)
{
    const int is_long = told->words > source->words->most_words;
    const uint32_t flags = is_long ? told->flags & ~MENTIONS : told->flags;
    double share = told->words ? (double)told->function_words / (double)told->words : 0;
    PyObject *key = key_of(source, told);
    if (is_long && PyList_SetSlice(told->known, 0, PyList_Size(told->known), NULL)) Py_CLEAR(key);
    return key ? Py_BuildValue("(NndIO)", key, told->words, share, flags, told->known) : NULL;
}

/* Add what the line that begins at a place tells; return where it ends, -1 for an error. */
static Py_ssize_t add_line(const Source *source, Py_ssize_t place, uint32_t *key, PyObject *lines)
{
    Told told = {key, 0, 0, 0, 0, 0, PyList_New(0)};
    Word word;
    PyObject *line = NULL;
    int failed = !told.known;
    while (!failed && next_word(source, &place, &word)) failed = add_word(source, &word, &told);
    if (!failed) line = packed(source, &told);
    failed = !line || PyList_Append(lines, line);
    Py_XDECREF(line);
    Py_XDECREF(told.known);
    return failed ? -1 : place;
}

static PyObject *all_lines(const Source *source)
{
    PyObject *lines = PyList_New(0);
    uint32_t *key = PyMem_Malloc((source->size + 1) * sizeof *key);
    if (!key) { Py_XDECREF(lines); return PyErr_NoMemory(); }
    for (Py_ssize_t place = 0; lines && place <= source->size; place++)
        if ((place = add_line(source, place, key, lines)) < 0) { Py_CLEAR(lines); break; }
    PyMem_Free(key);
    return lines;
}

/* Take a text and a vocabulary; return the letters of the text, which the caller lets go. */
static PyObject *take(PyObject *text, PyObject *vocabulary, Source *source)
{
    PyObject *codes;
    if (!PyUnicode_Check(text)) return wrong("a text");
    if (!(source->words = PyCapsule_GetPointer(vocabulary, VOCABULARY))) return NULL;
    if (!(codes = codes_of(text))) return NULL;
    source->text = text;
    source->codes = (const uint32_t *)PyBytes_AsString(codes);
    source->size = PyBytes_Size(codes) / 4;
    return codes;
}

/* tell_lines(text, vocabulary) -> [(key, number of words, share of function words, flags, words
   that may be of a phrase), ...] */
static PyObject *tell_lines(PyObject *module, PyObject *const *args, Py_ssize_t count)
{
    Source source;
    PyObject *codes, *lines;
    (void)module;
    if (count != 2) return wrong("a text and a vocabulary");
    if (!(codes = take(args[0], args[1], &source))) return NULL;
    lines = all_lines(&source);
    Py_DECREF(codes);
    return lines;
}

/* ---- Which words lines share ---- */

/* A word of a page: where it stands first, the last line that has it, and how many long ones. */
typedef struct { Word word; Py_ssize_t line; uint32_t long_lines; } Seen;
typedef struct { uint32_t line, seen; } Use;

/* The words of a page; `places` holds, by hash, numbers of words from 1 on, 0 where free. */
typedef struct { Seen *seen; Use *uses; uint32_t *places, mask, count, used; } Words;

static uint32_t seen_at(const Source *source, const Word *word, Words *words)
{
    uint32_t i = word->hash & words->mask;
    for (; words->places[i]; i = (i + 1) & words->mask) {
        const Word *known = &words->seen[words->places[i] - 1].word;
        if (known->hash == word->hash && known->length == word->length
            && !memcmp(source->codes + known->start, source->codes + word->start,
                       word->length * 4)) return words->places[i] - 1;
    }
    words->seen[words->count] = (Seen){*word, -1, 0};
    words->places[i] = ++words->count;
    return words->count - 1;
}

/* Count the words of all lines, each once a line; return the number of lines, -1 for too many. */
static Py_ssize_t use_words(const Source *source, const char *is_long, Py_ssize_t most,
                            Words *words)
{
    Py_ssize_t line = 0, place = 0;
    Word word;
    for (; place <= source->size && line < most; place++, line++)
        while (next_word(source, &place, &word)) {
            if (!is_content(source, &word)) continue;
            uint32_t number = seen_at(source, &word, words);
            if (words->seen[number].line == line) continue;
            words->seen[number].line = line;
            words->seen[number].long_lines += is_long[line] != 0;
            words->uses[words->used++] = (Use){(uint32_t)line, number};
        }
    return place > source->size ? line : -1;
}

/* Fill a row with the numbers of shared words, and one with those of all. */
static void count_words(const Words *words, const char *is_long, uint32_t *shared, uint32_t *all)
{
    for (uint32_t i = 0; i < words->used; i++) {
        uint32_t line = words->uses[i].line;
        all[line]++;
        shared[line] += words->seen[words->uses[i].seen].long_lines > (is_long[line] != 0);
    }
}

static PyObject *shared_of(const Source *source, const char *is_long, Py_ssize_t lines)
{
    const Py_ssize_t least = source->words->content_letters;
    const Py_ssize_t most = source->size / ((least > 1 ? least : 1) + 1) + 1;
    const uint32_t places = power_above(2 * most);
    PyObject *result = PyBytes_FromStringAndSize(NULL, 2 * lines * 4);
    Words words = {PyMem_Malloc(most * sizeof(Seen)), PyMem_Malloc(most * sizeof(Use)),
                   PyMem_Calloc(places, 4), places - 1, 0, 0};
    if (result && words.seen && words.uses && words.places) {
        uint32_t *rows = (uint32_t *)PyBytes_AsString(result);
        memset(rows, 0, 2 * lines * 4);
        Py_ssize_t counted = use_words(source, is_long, lines, &words);
        count_words(&words, is_long, rows, rows + lines);
        if (counted != lines) { Py_CLEAR(result); wrong("a byte for each line"); }
    } else if (result) { Py_CLEAR(result); PyErr_NoMemory(); }
    PyMem_Free(words.seen);
    PyMem_Free(words.uses);
    PyMem_Free(words.places);
    return result;
}

/* count_shared(text, whether each line is long, vocabulary) -> bytes of two rows of numbers, a
   column for each line: the words that tell what it is about and that another long line has, too,
   and all such words */
static PyObject *count_shared(PyObject *module, PyObject *const *args, Py_ssize_t count)
{
    Source source;
    PyObject *codes, *result;
    (void)module;
    if (count != 3 || !PyBytes_Check(args[1])) return wrong("a text, bytes and a vocabulary");
    if (!(codes = take(args[0], args[2], &source))) return NULL;
    result = source.size > UINT32_MAX / 4 ? wrong("too long a text")
             : shared_of(&source, PyBytes_AsString(args[1]), PyBytes_Size(args[1]));
    Py_DECREF(codes);
    return result;
}

/* ---- What characters tell ---- */

/* What is told of a line, as characters.py reads it: the kinds of its characters together, of the
   first and of the last, how many are upper and numeral, whether one is enclosed. */
enum { PRESENT, FIRST, LAST, UPPER, NUMERAL, ENCLOSED, ROWS };

typedef struct { uint32_t first, second, kind; } Pair;

typedef struct {
    uint32_t upper, numeral, enclosed, between, line_break, leads;
    const Pair *pairs;
    Py_ssize_t count;
} Masks;

/* Return the kinds of two characters by the kinds of each. */
static uint32_t paired(const Masks *masks, uint32_t first, uint32_t second)
{
    uint32_t kinds = 0;
    for (Py_ssize_t i = 0; i < masks->count; i++)
        if (masks->pairs[i].first & first && masks->pairs[i].second & second)
            kinds |= masks->pairs[i].kind;
    return kinds;
}

/* Fill the column of each line; return how many lines there are, at most `most`. */
static Py_ssize_t look(const uint32_t *codes, Py_ssize_t size, const uint32_t *table,
                       const Masks *masks, uint32_t *rows, Py_ssize_t most)
{
    Py_ssize_t line = 0, start = 0;
    uint32_t before = 0, two_before = 0;
    for (Py_ssize_t i = 0; i <= size && line < most; i++) {
        uint32_t code = i < size ? codes[i] : 0;
        uint32_t kind = i < size ? table[code < KINDS ? code : KINDS - 1] : masks->line_break;
        if (kind & masks->line_break) {
            rows[LAST * most + line++] = before;
            start = i + 1;
            before = two_before = 0;
            continue;
        }
        if (i == start) rows[FIRST * most + line] = kind;
        rows[PRESENT * most + line] |= kind;
        if (before & masks->leads) rows[PRESENT * most + line] |= paired(masks, before, kind);
        rows[UPPER * most + line] += (kind & masks->upper) != 0;
        rows[NUMERAL * most + line] += (kind & masks->numeral) != 0;
        rows[ENCLOSED * most + line] |= before & masks->enclosed
                                        && two_before & kind & masks->between;
        two_before = before;
        before = kind;
    }
    return line;
}

static int are_right(const Py_buffer *table, const Py_buffer *pairs)
{
    if (table->len == KINDS * 4 && (uintptr_t)table->buf % 4 == 0
        && pairs->len % sizeof(Pair) == 0 && (uintptr_t)pairs->buf % 4 == 0) return 1;
    wrong("kinds for each character, and rows of three");
    return 0;
}

static void take_pairs(const Py_buffer *pairs, Masks *masks)
{
    masks->pairs = pairs->buf;
    masks->count = pairs->len / (Py_ssize_t)sizeof(Pair);
    masks->leads = 0;
    for (Py_ssize_t i = 0; i < masks->count; i++) masks->leads |= masks->pairs[i].first;
}

/* tell_characters(text, lines, (kinds, pairs, upper, numeral, enclosed, between, break)) -> bytes
   of six rows of numbers, a column for each line */
static PyObject *tell_characters(PyObject *module, PyObject *const *args, Py_ssize_t count)
{
    Masks masks;
    Py_buffer table, pairs;
    PyObject *codes, *result = NULL;
    Py_ssize_t lines = count == 3 ? PyLong_AsSsize_t(args[1]) : -1;
    (void)module;
    if (PyErr_Occurred()) return NULL;
    if (lines < 0 || lines > PY_SSIZE_T_MAX / 64 || !PyUnicode_Check(args[0])
        || !PyTuple_Check(args[2])) return wrong("a text, a number of lines and a tuple");
    if (!PyArg_ParseTuple(args[2], "y*y*IIIII", &table, &pairs, &masks.upper, &masks.numeral,
                          &masks.enclosed, &masks.between, &masks.line_break)) return NULL;
    codes = codes_of(args[0]);
    if (codes && are_right(&table, &pairs)) {
        take_pairs(&pairs, &masks);
        result = PyBytes_FromStringAndSize(NULL, lines * ROWS * 4);
    }
    if (result) {
        uint32_t *rows = (uint32_t *)PyBytes_AsString(result);
        memset(rows, 0, lines * ROWS * 4);
        if (look((const uint32_t *)PyBytes_AsString(codes), PyBytes_Size(codes) / 4, table.buf,
                 &masks, rows, lines) != lines) {
            wrong("fewer lines");
            Py_CLEAR(result);
        }
    }
    Py_XDECREF(codes);
    PyBuffer_Release(&pairs);
    PyBuffer_Release(&table);
    return result;
}

/* ---- The module ---- */

#define LOOP(name) {#name, (PyCFunction)(void (*)(void))name, METH_FASTCALL, NULL}

static PyMethodDef methods[] = {
    LOOP(count_shared), LOOP(tell_characters), LOOP(tell_lines),
    {"prepare", prepare, METH_O, NULL}, {NULL, NULL, 0, NULL},
};

/* Begin hashes where Python begins its own. */
static int seed(PyObject *module)
{
    PyObject *word = PyUnicode_FromString("mot");
    Py_hash_t hash = word ? PyObject_Hash(word) : -1;
    (void)module;
    Py_XDECREF(word);
    if (hash == -1) return -1;
    no_letters = BASIS ^ (uint32_t)hash;
    return 0;
}

static PyModuleDef_Slot slots[] = {{Py_mod_exec, (void *)seed}, {0, NULL}};

static struct PyModuleDef definition = {
    .m_base = PyModuleDef_HEAD_INIT,
    .m_name = "_lines",
    .m_size = 0,
    .m_methods = methods,
    .m_slots = slots,
};

PyMODINIT_FUNC PyInit__lines(void)
{
    return PyModuleDef_Init(&definition);
}
