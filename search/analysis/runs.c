/* Find the runs of a text that may hold a word: what skimming.py does, in one pass.

   runs(text, table, needles) -> list of (start, end)
   `table` gives the byte that a character of Latin-1 is skimmed to; others are riddles. `needles`
   is a tuple of bytes; those that words begin with begin with a space or an apostrophe. */

#define PY_SSIZE_T_CLEAN
#define Py_LIMITED_API 0x030B0000
#include <Python.h>
#include <stdint.h>
#include <string.h>

/* What a byte may be: the first of a needle, or one to be looked at; and what the one before it
   may be for all that this one says. */
enum { FIRST = 1, RIDDLE = 2 };

/* The first `whole` bytes follow each other, those of a word's beginning two. */
typedef struct { const char *bytes; Py_ssize_t length, whole; } Needle;

typedef struct {
    const uint8_t *table;
    Needle *needles;
    Py_ssize_t count;
    uint8_t here[256], next[256]; /* of two bytes, what both may be together */
} Sought;

static int read_needle(PyObject *object, Sought *sought, uint8_t *here, uint8_t *next)
{
    char *bytes;
    Py_ssize_t length;
    if (PyBytes_AsStringAndSize(object, &bytes, &length) < 0) return -1;
    if (!length) {
        PyErr_SetString(PyExc_ValueError, "an empty needle");
        return -1;
    }
    int is_beginning = *bytes == ' ' || *bytes == '\'';
    sought->needles[sought->count++] = (Needle){bytes, length, is_beginning ? 2 : 1};
    here[(uint8_t)*bytes] |= FIRST;
    if (length == 1) memset(next, FIRST | RIDDLE, 256);
    else next[(uint8_t)bytes[1]] |= FIRST;
    if (!is_beginning) next[' '] |= FIRST, next['\''] |= FIRST; /* what may stand in between */
    return 0;
}

static int read_needles(PyObject *tuple, Sought *sought)
{
    Py_ssize_t count = PyTuple_Size(tuple);
    if (count < 0) return -1;
    if (!(sought->needles = PyMem_Calloc(count + 1, sizeof *sought->needles))) {
        PyErr_NoMemory();
        return -1;
    }
    uint8_t here[256] = {['?'] = RIDDLE}, next[256];
    memset(next, RIDDLE, sizeof next);
    for (Py_ssize_t i = 0; i < count; i++)
        if (read_needle(PyTuple_GetItem(tuple, i), sought, here, next)) return -1;
    for (int byte = 0; byte < 256; byte++) {
        sought->here[byte] = here[sought->table[byte]];
        sought->next[byte] = next[sought->table[byte]];
    }
    return 0;
}

/* A sign between two words that may be one, as in an acronym, does not part them. */
static int joins(const Sought *sought, const uint8_t *at)
{
    const uint8_t *table = sought->table;
    return (*at == '-' || *at == '.' || *at == ',' || *at == '/')
           && table[at[-1]] != ' ' && table[at[1]] != ' ';
}

static int parts(const Sought *sought, const uint8_t *at)
{
    return sought->table[*at] == ' ' && !joins(sought, at);
}

/* A sign that a word may leave out: « week-end » is « weekend », too, « prud'hommes » « prudhommes ». */
static int is_left_out(const Sought *sought, const uint8_t *at)
{
    return sought->table[*at] == '\'' || (*at == '-' && joins(sought, at));
}

/* Return how far from here the last byte of a needle is, -1 where it does not begin here. */
static Py_ssize_t last_of(const Sought *sought, const Needle *needle, const uint8_t *at,
                          const uint8_t *end)
{
    const uint8_t *here = at;
    for (Py_ssize_t i = 0; i < needle->length; here++) {
        if (here == end) return -1;
        if (sought->table[*here] == (uint8_t)needle->bytes[i]) i++;
        else if (i < needle->whole || !is_left_out(sought, here)) return -1;
    }
    return here - at - 1;
}

/* Return how far from here the last byte of what is sought here is, or of its second; -1 where there
   is nothing. */
static Py_ssize_t reach_of(const Sought *sought, const uint8_t *at, const uint8_t *end)
{
    Py_ssize_t reach = sought->here[*at] == RIDDLE ? 0 : -1;
    for (Py_ssize_t i = 0; i < sought->count; i++) {
        const Needle *needle = &sought->needles[i];
        Py_ssize_t last = last_of(sought, needle, at, end);
        if (!last) last = 1;
        if (last > reach) reach = last;
    }
    return reach;
}

static int append(PyObject *spans, Py_ssize_t start, Py_ssize_t end)
{
    PyObject *span = Py_BuildValue("(nn)", start, end);
    int state = span ? PyList_Append(spans, span) : -1;
    Py_XDECREF(span);
    return state;
}

/* The text begins and ends with a space, so that the spaces around a run are there. Runs that have
   a part in common are one. */
static PyObject *find(const uint8_t *text, const uint8_t *end, const Sought *sought)
{
    const uint8_t *start = text, *after = text;
    PyObject *spans = PyList_New(0);
    for (const uint8_t *at = text; spans && at + 1 < end; at++) {
        if (!(sought->here[at[0]] & sought->next[at[1]])) continue;
        Py_ssize_t reach = reach_of(sought, at, end);
        if (reach < 0) continue;
        const uint8_t *first = at, *last = at + reach;
        while (!parts(sought, first)) first--;
        while (!parts(sought, last)) last++;
        if (first < after - 1) {
            if (last > after) after = last;
            continue;
        }
        if (after > start + 1 && append(spans, start - text, after - text - 1)) Py_CLEAR(spans);
        start = first;
        after = last;
    }
    if (spans && after > start + 1 && append(spans, start - text, after - text - 1))
        Py_CLEAR(spans);
    return spans;
}

/* Look at the bytes of a text, with a space on both sides. */
static PyObject *find_in(PyObject *bytes, const Sought *sought)
{
    char *text;
    Py_ssize_t length;
    if (PyBytes_AsStringAndSize(bytes, &text, &length) < 0) return NULL;
    uint8_t *padded = PyMem_Malloc((size_t)length + 2);
    if (!padded) return PyErr_NoMemory();
    padded[0] = padded[length + 1] = ' ';
    memcpy(padded + 1, text, (size_t)length);
    PyObject *found = find(padded, padded + length + 2, sought);
    PyMem_Free(padded);
    return found;
}

static PyObject *runs(PyObject *module, PyObject *const *args, Py_ssize_t count)
{
    Sought sought = {0};
    PyObject *bytes, *found = NULL;
    char *table;
    Py_ssize_t length;
    (void)module;
    if (count != 3) {
        PyErr_SetString(PyExc_TypeError, "three arguments");
        return NULL;
    }
    if (PyBytes_AsStringAndSize(args[1], &table, &length) < 0) return NULL;
    if (length != 256 || table[' '] != ' ') {
        PyErr_SetString(PyExc_ValueError, "a table of another size, or without a space");
        return NULL;
    }
    sought.table = (const uint8_t *)table;
    if (!read_needles(args[2], &sought)
        && (bytes = PyUnicode_AsEncodedString(args[0], "latin-1", "replace"))) {
        found = find_in(bytes, &sought);
        Py_DECREF(bytes);
    }
    PyMem_Free(sought.needles);
    return found;
}

static PyMethodDef methods[] = {
    {"runs", (PyCFunction)(void (*)(void))runs, METH_FASTCALL, NULL},
    {NULL, NULL, 0, NULL},
};

static PyModuleDef_Slot slots[] = {{0, NULL}};

static struct PyModuleDef definition = {
    .m_base = PyModuleDef_HEAD_INIT,
    .m_name = "_runs",
    .m_size = 0,
    .m_methods = methods,
    .m_slots = slots,
};

PyMODINIT_FUNC PyInit__runs(void)
{
    return PyModuleDef_Init(&definition);
}
