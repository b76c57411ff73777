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

typedef struct {
    PyObject *text, *space, *function_words, *starts;
    const uint32_t *codes;
    Py_ssize_t size, content_letters, start_letters, most_words;
    const uint8_t *kinds;
} Source;

/* What is told of a line; `telling` are the words that are no function words. */
typedef struct { PyObject *words, *telling, *content; int is_foreign; } Told;

static inline int kind(const Source *source, Py_ssize_t i)
{
    uint32_t code = source->codes[i];
    return source->kinds[code < KINDS ? code : KINDS - 1];
}

static int add_word(const Source *source, Told *told, Py_ssize_t start, Py_ssize_t end)
{
    PyObject *word = PyUnicode_Substring(source->text, start, end);
    int is_wrong = !word || PyList_Append(told->words, word);
    int is_function = is_wrong ? -1 : PySet_Contains(source->function_words, word);
    if (is_function == 0) {
        is_wrong = PyList_Append(told->telling, word);
        if (!is_wrong && end - start >= source->content_letters)
            is_wrong = PySet_Add(told->content, word);
    }
    Py_XDECREF(word);
    return is_wrong || is_function < 0 ? -1 : 0;
}

/* Read the words of a line; return where it ends, -1 for an error. */
static Py_ssize_t read_line(const Source *source, Py_ssize_t i, Told *told)
{
    for (int kinds = 0; i < source->size && !(kinds & IS_BREAK); i++) {
        Py_ssize_t start = i;
        while (i < source->size && (kinds = kind(source, i)) & IS_WORD) {
            told->is_foreign |= kinds & IS_FOREIGN;
            i++;
        }
        if (i > start && add_word(source, told, start, i)) return -1;
        if (i < source->size && kinds & IS_BREAK) return i;
    }
    return source->size;
}

/* Return the words that begin like an entry of the lists of mentions, none of a long line. */
static PyObject *known(const Source *source, const Told *told)
{
    PyObject *found = PyList_New(0);
    Py_ssize_t count = PyList_Size(told->words) > source->most_words
                       ? 0 : PyList_Size(told->telling);
    for (Py_ssize_t i = 0; found && i < count; i++) {
        PyObject *word = PyList_GetItem(told->telling, i);
        PyObject *start = PyUnicode_Substring(word, 0, source->start_letters);
        int is_known = start ? PySet_Contains(source->starts, start) : -1;
        if (is_known < 0 || (is_known && PyList_Append(found, word))) Py_CLEAR(found);
        Py_XDECREF(start);
    }
    return found;
}

static PyObject *packed(const Source *source, const Told *told)
{
    Py_ssize_t count = PyList_Size(told->words), telling = PyList_Size(told->telling);
    PyObject *key = PyUnicode_Join(source->space, told->words);
    PyObject *share = PyFloat_FromDouble(count ? (double)(count - telling) / (double)count : 0);
    PyObject *begun = known(source, told), *result = NULL;
    if (key && share && begun)
        result = PyTuple_Pack(6, told->words, key, told->content, share, begun,
                              told->is_foreign ? Py_True : Py_False);
    Py_XDECREF(key);
    Py_XDECREF(share);
    Py_XDECREF(begun);
    return result;
}

/* Add what the line that begins at a place tells; return where it ends, -1 for an error. */
static Py_ssize_t add_line(const Source *source, Py_ssize_t place, PyObject *lines)
{
    Told told = {PyList_New(0), PyList_New(0), PySet_New(NULL), 0};
    PyObject *line = NULL;
    Py_ssize_t end = -1;
    if (told.words && told.telling && told.content) end = read_line(source, place, &told);
    if (end >= 0) line = packed(source, &told);
    if (!line || PyList_Append(lines, line)) end = -1;
    Py_XDECREF(line);
    Py_XDECREF(told.words);
    Py_XDECREF(told.telling);
    Py_XDECREF(told.content);
    return end;
}

static PyObject *all_lines(const Source *source)
{
    PyObject *lines = PyList_New(0);
    for (Py_ssize_t place = 0; lines && place <= source->size; place++)
        if ((place = add_line(source, place, lines)) < 0) { Py_CLEAR(lines); break; }
    return lines;
}

/* tell_lines(text, (kinds, function words, starts, letters of content, letters of starts, most
   words)) -> [(words, key, content, share of function words, words that begin like a start,
   whether there may be foreign letters), ...] */
static PyObject *tell_lines(PyObject *module, PyObject *const *args, Py_ssize_t count)
{
    Source source;
    Py_buffer kinds;
    PyObject *codes, *result = NULL;
    (void)module;
    if (count != 2 || !PyUnicode_Check(args[0]) || !PyTuple_Check(args[1])) {
        PyErr_SetString(PyExc_ValueError, "a text and a tuple");
        return NULL;
    }
    if (!PyArg_ParseTuple(args[1], "y*OOnnn", &kinds, &source.function_words, &source.starts,
                          &source.content_letters, &source.start_letters, &source.most_words))
        return NULL;
    source.text = args[0];
    source.kinds = kinds.buf;
    source.space = PyUnicode_FromString(" ");
    codes = PyUnicode_AsEncodedString(args[0], "utf-32-le", "surrogatepass");
    if (kinds.len != KINDS) PyErr_SetString(PyExc_ValueError, "a kind for each character");
    else if (codes && source.space) {
        source.codes = (const uint32_t *)PyBytes_AsString(codes);
        source.size = PyBytes_Size(codes) / 4;
        result = all_lines(&source);
    }
    Py_XDECREF(codes);
    Py_XDECREF(source.space);
    PyBuffer_Release(&kinds);
    return result;
}

/* ---- What characters tell ---- */

/* What is told of a line, as characters.py reads it: the kinds of its characters together, of the
   first and of the last, how many are upper and numeral, whether one is enclosed. */
enum { PRESENT, FIRST, LAST, UPPER, NUMERAL, ENCLOSED, ROWS };

typedef struct { uint32_t upper, numeral, enclosed, between, line_break; } Masks;

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
        rows[UPPER * most + line] += (kind & masks->upper) != 0;
        rows[NUMERAL * most + line] += (kind & masks->numeral) != 0;
        rows[ENCLOSED * most + line] |= before & masks->enclosed
                                        && two_before & kind & masks->between;
        two_before = before;
        before = kind;
    }
    return line;
}

/* tell_characters(text, lines, (kinds, upper, numeral, enclosed, between, break)) -> bytes of six
   rows of numbers, a column for each line */
static PyObject *tell_characters(PyObject *module, PyObject *const *args, Py_ssize_t count)
{
    Masks masks;
    Py_buffer table;
    PyObject *codes, *result = NULL;
    Py_ssize_t lines = count == 3 ? PyLong_AsSsize_t(args[1]) : -1;
    (void)module;
    if (PyErr_Occurred()) return NULL;
    if (lines < 0 || lines > PY_SSIZE_T_MAX / 64 || !PyUnicode_Check(args[0])
        || !PyTuple_Check(args[2])) {
        PyErr_SetString(PyExc_ValueError, "a text, a number of lines and a tuple");
        return NULL;
    }
    if (!PyArg_ParseTuple(args[2], "y*IIIII", &table, &masks.upper, &masks.numeral,
                          &masks.enclosed, &masks.between, &masks.line_break)) return NULL;
    codes = PyUnicode_AsEncodedString(args[0], "utf-32-le", "surrogatepass");
    if (codes && table.len == KINDS * 4 && (uintptr_t)table.buf % 4 == 0)
        result = PyBytes_FromStringAndSize(NULL, lines * ROWS * 4);
    else if (codes) PyErr_SetString(PyExc_ValueError, "kinds for each character");
    if (result) {
        uint32_t *rows = (uint32_t *)PyBytes_AsString(result);
        memset(rows, 0, lines * ROWS * 4);
        if (look((const uint32_t *)PyBytes_AsString(codes), PyBytes_Size(codes) / 4, table.buf,
                 &masks, rows, lines) != lines) {
            PyErr_SetString(PyExc_ValueError, "fewer lines");
            Py_CLEAR(result);
        }
    }
    Py_XDECREF(codes);
    PyBuffer_Release(&table);
    return result;
}

/* ---- The module ---- */

#define LOOP(name) {#name, (PyCFunction)(void (*)(void))name, METH_FASTCALL, NULL}

static PyMethodDef methods[] = {LOOP(tell_characters), LOOP(tell_lines), {NULL, NULL, 0, NULL}};

static PyModuleDef_Slot slots[] = {{0, NULL}};

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
