/* Find the runs of a skimmed text that may hold a word: what skimming.py does, in one pass.

   runs(skimmed, needles) -> list of (start, end)
   `skimmed` is bytes that begin and end with a space; `needles` is a tuple of bytes that begin
   with a space or an apostrophe. Spans are offsets into the text that was skimmed, one less than
   those in `skimmed`. */

#define PY_SSIZE_T_CLEAN
#define Py_LIMITED_API 0x030B0000
#include <Python.h>
#include <stdint.h>
#include <string.h>

/* What a byte may be: the one before a word, or one to be looked at; and what the one before it
   may be for all that this one says. */
enum { BEFORE = 1, RIDDLE = 2 };

typedef struct { const char *bytes; Py_ssize_t length; } Needle;

typedef struct {
    Needle *needles;
    Py_ssize_t count;
    uint8_t here[256], next[256]; /* of two bytes, what both may be together */
} Sought;

static int read_needle(PyObject *object, Sought *sought)
{
    char *bytes;
    Py_ssize_t length;
    if (PyBytes_AsStringAndSize(object, &bytes, &length) < 0) return -1;
    if (!length) {
        PyErr_SetString(PyExc_ValueError, "an empty needle");
        return -1;
    }
    sought->needles[sought->count++] = (Needle){bytes, length};
    if (length == 1) memset(sought->next, BEFORE | RIDDLE, sizeof sought->next);
    else sought->next[(uint8_t)bytes[1]] |= BEFORE;
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
    memset(sought->next, RIDDLE, sizeof sought->next);
    sought->here[' '] = sought->here['\''] = BEFORE;
    sought->here['?'] = RIDDLE;
    for (Py_ssize_t i = 0; i < count; i++)
        if (read_needle(PyTuple_GetItem(tuple, i), sought)) return -1;
    return 0;
}

static int is_sought(const Sought *sought, const char *at, const char *end)
{
    if (*at == '?') return 1;
    for (Py_ssize_t i = 0; i < sought->count; i++) {
        const Needle *needle = &sought->needles[i];
        if (needle->length <= end - at && !memcmp(needle->bytes, at, (size_t)needle->length))
            return 1;
    }
    return 0;
}

static int append(PyObject *spans, Py_ssize_t start, Py_ssize_t end)
{
    PyObject *span = Py_BuildValue("(nn)", start, end);
    int state = span ? PyList_Append(spans, span) : -1;
    Py_XDECREF(span);
    return state;
}

/* Every text begins and ends with a space, so that the spaces around a run are there. */
static PyObject *find(const char *text, const char *end, const Sought *sought)
{
    PyObject *spans = PyList_New(0);
    for (const char *at = text; spans && at + 1 < end; at++) {
        if (!(sought->here[(uint8_t)at[0]] & sought->next[(uint8_t)at[1]])) continue;
        if (!is_sought(sought, at, end)) continue;
        const char *start = at, *after = at + 1;
        while (*start != ' ') start--;
        while (*after != ' ') after++;
        if (after > start + 1 && append(spans, start - text, after - text - 1)) Py_CLEAR(spans);
        at = after - 1; /* the space may be the next run's */
    }
    return spans;
}

static PyObject *runs(PyObject *module, PyObject *const *args, Py_ssize_t count)
{
    Sought sought = {0};
    PyObject *found = NULL;
    char *text;
    Py_ssize_t length;
    (void)module;
    if (count != 2) {
        PyErr_SetString(PyExc_TypeError, "two arguments");
        return NULL;
    }
    if (PyBytes_AsStringAndSize(args[0], &text, &length) < 0) return NULL;
    if (length < 2 || text[0] != ' ' || text[length - 1] != ' ')
        PyErr_SetString(PyExc_ValueError, "a text without spaces around it");
    else if (!read_needles(args[1], &sought)) found = find(text, text + length, &sought);
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
