/* Read texts as numbers of terms: what lexicon.py does with a dictionary, in one pass.

   A lexicon remembers the tokens of each run of characters. Runs stand in a table by their hash;
   a slot says where in `notes` the run's code points are, and after them its tokens. */

#define PY_SSIZE_T_CLEAN
#define Py_LIMITED_API 0x030B0000
#include <Python.h>
#include <stdint.h>
#include <string.h>

#define KINDS 0x2100      /* code points of which is known whether they part runs; no other does */
#define LONGEST 64        /* characters of a run that is remembered */
#define FEWEST_SLOTS 4096 /* a power of two */
#define FIELDS 2          /* stems and exact forms */
#define GOLDEN 0x9E3779B1u /* a prime near 2 to the 32 by the golden ratio (Knuth) */

/* What `find` returns for each word: the number of its term in each field, -1 for none, and how
   many positions it stands after the word before. */
typedef struct { int32_t terms[FIELDS], step; } Token;

#define TOKEN_NUMBERS (Py_ssize_t)(sizeof(Token) / sizeof(int32_t))

typedef struct { int32_t *items; size_t count, room; } Numbers;

typedef struct { uint32_t hash, at, tokens; uint8_t length; } Slot; /* no length: an empty one */

typedef struct {
    PyObject_HEAD
    uint8_t parts[KINDS];
    Slot *slots;
    size_t slot_count, used;
    Numbers notes;
    uint32_t no_letters;  /* the hash of no letters: other in each process, so that no text can be
                             made of runs of one hash */
    int is_busy;
} Lexicon;

/* The terms of a field: how they are numbered in the texts that are read, from 1; 0 is no number
   yet. */
typedef struct { Numbers known, used, numbers; } Field;

typedef struct {
    Field fields[FIELDS];
    Numbers positions, ends;
    Py_UCS4 *text;
    Py_ssize_t room;
    int32_t next;
} Reading;

static int reserve(Numbers *numbers, size_t more)
{
    size_t wanted = numbers->count + more;
    if (wanted <= numbers->room) return 0;
    size_t room = wanted + wanted / 2 + 1024;
    int32_t *items = PyMem_Realloc(numbers->items, room * sizeof *items);
    if (!items) {
        PyErr_NoMemory();
        return -1;
    }
    numbers->items = items;
    numbers->room = room;
    return 0;
}

static int append(Numbers *numbers, int32_t number)
{
    if (reserve(numbers, 1)) return -1;
    numbers->items[numbers->count++] = number;
    return 0;
}

/* ---- What is remembered ---- */

static Slot *place_of(const Lexicon *self, uint32_t hash, const Py_UCS4 *run, Py_ssize_t length)
{
    for (size_t at = hash;; at++) {
        Slot *slot = &self->slots[at & (self->slot_count - 1)];
        if (!slot->length) return slot;
        if (slot->hash == hash && slot->length == length
            && !memcmp(self->notes.items + slot->at, run, (size_t)length * sizeof *run))
            return slot;
    }
}

static int make_room(Lexicon *self)
{
    size_t before = self->slot_count, count = before ? 2 * before : FEWEST_SLOTS;
    if (2 * self->used < before) return 0;
    Slot *old = self->slots, *slots = PyMem_Calloc(count, sizeof *slots);
    if (!slots) {
        PyErr_NoMemory();
        return -1;
    }
    for (size_t i = 0; i < before; i++) {
        size_t at = old[i].hash & (count - 1);
        if (!old[i].length) continue;
        while (slots[at].length) at = (at + 1) & (count - 1);
        slots[at] = old[i];
    }
    PyMem_Free(old);
    self->slots = slots;
    self->slot_count = count;
    return 0;
}

static int remember(Lexicon *self, uint32_t hash, const Py_UCS4 *run, Py_ssize_t length,
                    const Token *tokens, Py_ssize_t count)
{
    size_t numbers = (size_t)(length + count * TOKEN_NUMBERS);
    if (self->notes.count + numbers > UINT32_MAX) return 0;
    if (make_room(self) || reserve(&self->notes, numbers)) return -1;
    int32_t *note = self->notes.items + self->notes.count;
    memcpy(note, run, (size_t)length * sizeof *run);
    memcpy(note + length, tokens, (size_t)count * sizeof *tokens);
    *place_of(self, hash, run, length) = (Slot){hash, (uint32_t)self->notes.count,
                                                (uint32_t)count, (uint8_t)length};
    self->notes.count += numbers;
    self->used++;
    return 0;
}

/* ---- What is read ---- */

static int add_term(Field *field, int32_t term)
{
    if (term < 0) return append(&field->numbers, -1);
    if ((size_t)term >= field->known.count) {
        size_t more = (size_t)term + 1 - field->known.count;
        if (reserve(&field->known, more)) return -1;
        memset(field->known.items + field->known.count, 0, more * sizeof(int32_t));
        field->known.count += more;
    }
    int32_t *number = &field->known.items[term];
    if (!*number) {
        if (append(&field->used, term)) return -1;
        *number = (int32_t)field->used.count;
    }
    return append(&field->numbers, *number - 1);
}

static int add_tokens(Reading *reading, const Token *tokens, Py_ssize_t count)
{
    for (Py_ssize_t i = 0; i < count; i++) {
        if (tokens[i].step < 0 || tokens[i].step > INT32_MAX - reading->next) {
            PyErr_SetString(PyExc_ValueError, "a word before the one before, or too far from it");
            return -1;
        }
        for (int field = 0; field < FIELDS; field++)
            if (add_term(&reading->fields[field], tokens[i].terms[field])) return -1;
        reading->next += tokens[i].step;
        if (append(&reading->positions, reading->next - 1)) return -1;
    }
    return 0;
}

/* Ask for the tokens of a run that is not known. */
static int find_tokens(Lexicon *self, Reading *reading, PyObject *run, PyObject *find,
                       const Py_UCS4 *codes, uint32_t hash)
{
    char *bytes;
    Py_ssize_t size, length = PyUnicode_GetLength(run);
    PyObject *found = PyObject_CallFunctionObjArgs(find, run, NULL);
    int state = -1;
    if (found && !PyBytes_AsStringAndSize(found, &bytes, &size)) {
        Py_ssize_t count = size / (Py_ssize_t)sizeof(Token);
        Token *tokens = PyMem_Malloc((size_t)size + 1); /* because bytes may stand anywhere */
        if (tokens) memcpy(tokens, bytes, (size_t)size);
        if (!tokens) PyErr_NoMemory();
        else if (size % (Py_ssize_t)sizeof(Token))
            PyErr_SetString(PyExc_ValueError, "three numbers of 32 bits for each token");
        else if (length > LONGEST || !remember(self, hash, codes, length, tokens, count))
            state = add_tokens(reading, tokens, count);
        PyMem_Free(tokens);
    }
    Py_XDECREF(found);
    return state;
}

static int read_run(Lexicon *self, Reading *reading, PyObject *text, PyObject *find,
                    Py_ssize_t start, Py_ssize_t end, uint32_t hash)
{
    const Py_UCS4 *codes = reading->text + start;
    Py_ssize_t length = end - start;
    if (length <= LONGEST) {
        const Slot *slot = place_of(self, hash, codes, length);
        if (slot->length) {
            const int32_t *note = self->notes.items + slot->at;
            return add_tokens(reading, (const Token *)(note + length), slot->tokens);
        }
    }
    PyObject *run = PyUnicode_Substring(text, start, end);
    int state = run ? find_tokens(self, reading, run, find, codes, hash) : -1;
    Py_XDECREF(run);
    return state;
}

/* A joiner parts runs unless it stands between two characters; a sign of figures and acronyms does
   between two letters and two letters, too. */
enum { IN_WORD, PARTS, JOINS, JOINS_FIGURES };

static int kind_of(const Lexicon *self, Py_UCS4 code)
{
    return code < KINDS ? self->parts[code] : IN_WORD;
}

static int is_letter(const Lexicon *self, Py_UCS4 code)
{
    return (code | 32) - 'a' < 26u || (code >= 0xC0 && code < 0x250 && kind_of(self, code) == IN_WORD);
}

static int parts(const Lexicon *self, const Py_UCS4 *codes, Py_ssize_t at, Py_ssize_t length)
{
    int kind = kind_of(self, codes[at]);
    if (kind < JOINS) return kind == PARTS;
    if (!at || at + 1 == length || kind_of(self, codes[at - 1]) || kind_of(self, codes[at + 1]))
        return 1;
    return kind == JOINS_FIGURES && at > 1 && at + 2 < length
           && is_letter(self, codes[at - 2]) && is_letter(self, codes[at - 1])
           && is_letter(self, codes[at + 1]) && is_letter(self, codes[at + 2]);
}

/* Let all bits of a hash decide on the lowest ones, which choose a slot (fmix32 of MurmurHash3). */
static uint32_t mixed(uint32_t hash)
{
    hash = (hash ^ hash >> 16) * 0x85EBCA6Bu;
    hash = (hash ^ hash >> 13) * 0xC2B2AE35u;
    return hash ^ hash >> 16;
}

static int read_text(Lexicon *self, Reading *reading, PyObject *text, PyObject *find)
{
    Py_ssize_t length = PyUnicode_GetLength(text);
    if (length < 0) return -1;
    if (length > reading->room) {
        PyMem_Free(reading->text);
        reading->text = PyMem_Malloc((size_t)length * sizeof(Py_UCS4));
        reading->room = reading->text ? length : 0;
        if (!reading->text) {
            PyErr_NoMemory();
            return -1;
        }
    }
    if (length && !PyUnicode_AsUCS4(text, reading->text, length, 0)) return -1;
    const Py_UCS4 *codes = reading->text;
    for (Py_ssize_t at = 0; at < length; at++) {
        uint32_t hash = self->no_letters;
        Py_ssize_t start = at;
        for (; at < length && !parts(self, codes, at, length); at++)
            hash = (hash ^ codes[at]) * GOLDEN;
        if (at > start && read_run(self, reading, text, find, start, at, mixed(hash))) return -1;
    }
    if (append(&reading->ends, (int32_t)reading->positions.count)) return -1;
    return append(&reading->ends, reading->next);
}

static PyObject *to_bytes(const Numbers *numbers)
{
    return PyBytes_FromStringAndSize((const char *)numbers->items,
                                     (Py_ssize_t)(numbers->count * sizeof(int32_t)));
}

static PyObject *result_of(const Reading *reading)
{
    const Field *stems = &reading->fields[0], *exacts = &reading->fields[1];
    const Numbers *parts[] = {&stems->used, &exacts->used, &stems->numbers, &exacts->numbers,
                              &reading->positions, &reading->ends};
    Py_ssize_t count = sizeof parts / sizeof *parts;
    PyObject *result = PyTuple_New(count);
    for (Py_ssize_t i = 0; result && i < count; i++) {
        PyObject *bytes = to_bytes(parts[i]);
        if (!bytes || PyTuple_SetItem(result, i, bytes)) Py_CLEAR(result);
    }
    return result;
}

static PyObject *read_texts(Lexicon *self, PyObject *texts, PyObject *find)
{
    Reading reading = {0};
    PyObject *result = NULL;
    Py_ssize_t read = 0;
    int state = make_room(self);
    if (!state)
        for (; read < PyList_Size(texts) && !state; read++) {
            PyObject *text = PyList_GetItem(texts, read);
            Py_INCREF(text); /* `find` might drop it from the list */
            state = read_text(self, &reading, text, find);
            Py_DECREF(text);
        }
    if (!state) result = result_of(&reading);
    for (int i = 0; i < FIELDS; i++) {
        PyMem_Free(reading.fields[i].known.items);
        PyMem_Free(reading.fields[i].used.items);
        PyMem_Free(reading.fields[i].numbers.items);
    }
    PyMem_Free(reading.positions.items);
    PyMem_Free(reading.ends.items);
    PyMem_Free(reading.text);
    return result;
}

/* ---- The type ---- */

static PyObject *lexicon_read(PyObject *object, PyObject *args)
{
    Lexicon *self = (Lexicon *)object;
    PyObject *texts, *find;
    if (!PyArg_ParseTuple(args, "OO", &texts, &find)) return NULL;
    if (!PyList_Check(texts)) {
        PyErr_SetString(PyExc_TypeError, "a list of texts");
        return NULL;
    }
    if (self->is_busy) {
        PyErr_SetString(PyExc_RuntimeError, "a lexicon reads one list of texts at a time");
        return NULL;
    }
    self->is_busy = 1;
    PyObject *result = read_texts(self, texts, find);
    self->is_busy = 0;
    return result;
}

static Py_ssize_t lexicon_length(PyObject *object)
{
    return (Py_ssize_t)((Lexicon *)object)->used;
}

/* Begin hashes where Python begins its own; return 0 for an error. */
static int seed(uint32_t *no_letters)
{
    PyObject *word = PyUnicode_FromString("mot");
    Py_hash_t hash = word ? PyObject_Hash(word) : -1;
    Py_XDECREF(word);
    *no_letters = (uint32_t)hash;
    return hash != -1;
}

/* Lexicon(parts): a byte for each of the first KINDS code points: 0 for one that stands in a word,
   1 for one that parts runs, 2 for one that joins two characters of words, 3 for one that joins
   figures or single letters */
static PyObject *lexicon_new(PyTypeObject *type, PyObject *args, PyObject *options)
{
    const char *parts;
    Py_ssize_t size;
    uint32_t no_letters;
    (void)options;
    if (!PyArg_ParseTuple(args, "y#", &parts, &size)) return NULL;
    if (size != KINDS) {
        PyErr_SetString(PyExc_ValueError, "a table of another size");
        return NULL;
    }
    if (!seed(&no_letters)) return NULL;
    allocfunc allocate = (allocfunc)PyType_GetSlot(type, Py_tp_alloc);
    Lexicon *self = (Lexicon *)allocate(type, 0);
    if (self) {
        memcpy(self->parts, parts, KINDS);
        self->no_letters = no_letters;
    }
    return (PyObject *)self;
}

static void lexicon_free(PyObject *object)
{
    Lexicon *self = (Lexicon *)object;
    PyTypeObject *type = Py_TYPE(object);
    PyMem_Free(self->slots);
    PyMem_Free(self->notes.items);
    ((freefunc)PyType_GetSlot(type, Py_tp_free))(object);
    Py_DECREF(type);
}

static PyMethodDef lexicon_methods[] = {
    {"read", lexicon_read, METH_VARARGS, NULL},
    {NULL, NULL, 0, NULL},
};

static PyType_Slot lexicon_slots[] = {
    {Py_tp_new, lexicon_new},
    {Py_tp_dealloc, lexicon_free},
    {Py_tp_methods, lexicon_methods},
    {Py_sq_length, lexicon_length},
    {0, NULL},
};

static PyType_Spec lexicon_spec = {
    .name = "search.analysis._lexicon.Lexicon",
    .basicsize = sizeof(Lexicon),
    .flags = Py_TPFLAGS_DEFAULT,
    .slots = lexicon_slots,
};

/* ---- The module ---- */

static int add_type(PyObject *module)
{
    PyObject *type = PyType_FromSpec(&lexicon_spec);
    int state = type ? PyModule_AddObjectRef(module, "Lexicon", type) : -1;
    Py_XDECREF(type);
    return state;
}

static PyModuleDef_Slot slots[] = {{Py_mod_exec, add_type}, {0, NULL}};

static struct PyModuleDef definition = {
    .m_base = PyModuleDef_HEAD_INIT,
    .m_name = "_lexicon",
    .m_size = 0,
    .m_slots = slots,
};

PyMODINIT_FUNC PyInit__lexicon(void)
{
    return PyModuleDef_Init(&definition);
}
