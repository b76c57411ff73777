/* The best path of states through a page; decoding.py says in numpy what it is, and finds it where
   there is no compiler. */

#define Py_LIMITED_API 0x030B0000
#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <stdint.h>

#define MOST_STATES 32    /* as many as a set has bits */

static int wrong(const char *reason)
{
    PyErr_SetString(PyExc_ValueError, reason);
    return -1;
}

/* Take a buffer of numbers of four bytes, held until it is released. */
static int take(PyObject *object, Py_buffer *view)
{
    if (PyObject_GetBuffer(object, view, PyBUF_ND)) return -1;
    if (view->itemsize == 4 && (uintptr_t)view->buf % 4 == 0) return 0;
    PyBuffer_Release(view);
    return wrong("an array of another type");
}

static int take_row(PyObject *tuple, Py_ssize_t count, double *row)
{
    if (!PyTuple_Check(tuple) || PyTuple_Size(tuple) != count) return wrong("a score a state");
    for (Py_ssize_t i = 0; i < count; i++) {
        row[i] = PyFloat_AsDouble(PyTuple_GetItem(tuple, i));
        if (PyErr_Occurred()) return -1;
    }
    return 0;
}

/* The best ways to a line in a state: the states before that are on one, and those at the end of
   the stretch before that one comes from. */
typedef struct { uint32_t before, origins; } Ways;

typedef struct {
    const float *fits, *moves;
    Py_ssize_t states, lines, stretch;
    double first[MOST_STATES], last[MOST_STATES];
} Page;

/* Return the lowest state of a set, 0 of none, as scores that are no numbers leave it. */
static int lowest(uint32_t set)
{
    int bit = 0;
    while (set && !(set >> bit & 1)) bit++;
    return bit;
}

/* Tell whether a line is the first of a stretch; the first of the page is of none. */
static int is_start(const Page *page, Py_ssize_t line)
{
    return (line - 1) % page->stretch == 0;
}

/* Find the best ways to a line from the totals of the states before it, and its own totals. */
static void step(const Page *page, Py_ssize_t line, double *totals, Ways *ways)
{
    double best[MOST_STATES];
    const Py_ssize_t states = page->states;
    for (Py_ssize_t to = 0; to < states; to++) best[to] = totals[0] + page->moves[to];
    for (Py_ssize_t from = 1; from < states; from++)
        for (Py_ssize_t to = 0; to < states; to++) {
            double way = totals[from] + page->moves[from * states + to];
            best[to] = way > best[to] ? way : best[to];
        }
    for (Py_ssize_t from = 0; from < states; from++) {
        uint32_t origins = is_start(page, line) ? 1u << from : (ways - states)[from].origins;
        for (Py_ssize_t to = 0; to < states; to++)
            if (totals[from] + page->moves[from * states + to] == best[to]) {
                ways[to].before |= 1u << from;
                ways[to].origins |= origins;
            }
    }
    for (Py_ssize_t to = 0; to < states; to++)
        totals[to] = best[to] + page->fits[to * page->lines + line];
}

/* Go back from the last line. Of ways that are as good, that of the lowest state at the end of the
   stretch before is gone, then that of the lowest state before. */
static void trace(const Page *page, const double *totals, const Ways *ways, char *path)
{
    Py_ssize_t place = 0;
    uint32_t origin = 0;
    for (Py_ssize_t i = 1; i < page->states; i++)
        if (totals[i] + page->last[i] > totals[place] + page->last[place]) place = i;
    for (Py_ssize_t line = page->lines - 1; line > 0; line--) {
        const Ways *here = ways + line * page->states, *above = here - page->states;
        path[line] = (char)place;
        if (line == page->lines - 1 || is_start(page, line + 1))
            origin = 1u << lowest(here[place].origins);
        uint32_t before = here[place].before, among = 0;
        if (is_start(page, line)) among = before & origin;
        else
            for (Py_ssize_t i = 0; i < page->states; i++)
                if (before >> i & 1 && above[i].origins & origin) among |= 1u << i;
        place = lowest(among);
    }
    path[0] = (char)place;
}

static PyObject *decoded(const Page *page)
{
    double totals[MOST_STATES];
    PyObject *path = PyBytes_FromStringAndSize(NULL, page->lines);
    Ways *ways = PyMem_Calloc(page->lines * page->states, sizeof *ways);
    if (!path || !ways) {
        Py_XDECREF(path);
        PyMem_Free(ways);
        return PyErr_NoMemory();
    }
    for (Py_ssize_t i = 0; i < page->states; i++)
        totals[i] = page->first[i] + page->fits[i * page->lines];
    for (Py_ssize_t line = 1; line < page->lines; line++)
        step(page, line, totals, ways + line * page->states);
    trace(page, totals, ways, PyBytes_AsString(path));
    PyMem_Free(ways);
    return path;
}

static int are_sizes_right(const Page *page, const Py_buffer *fits, const Py_buffer *moves)
{
    return page->states > 0 && page->states <= MOST_STATES && page->lines > 0 && page->stretch > 0
           && fits->len == page->states * page->lines * 4
           && moves->len == page->states * page->states * 4;
}

/* best_path(fits, moves, first, last, stretch) -> a byte for each line, the number of its state;
   fits are float32, a row for each state; lines but the first are gone through by stretches */
static PyObject *best_path(PyObject *module, PyObject *const *args, Py_ssize_t count)
{
    Py_buffer fits, moves;
    Page page;
    PyObject *result = NULL;
    (void)module;
    if (count != 5) { wrong("five arguments"); return NULL; }
    if (take(args[0], &fits)) return NULL;
    if (take(args[1], &moves)) { PyBuffer_Release(&fits); return NULL; }
    page.fits = fits.buf;
    page.moves = moves.buf;
    page.states = fits.ndim == 2 ? fits.shape[0] : 0;
    page.lines = fits.ndim == 2 ? fits.shape[1] : 0;
    page.stretch = PyLong_AsSsize_t(args[4]);
    if (!PyErr_Occurred()) {
        if (!are_sizes_right(&page, &fits, &moves)) wrong("arrays of another size");
        else if (!take_row(args[2], page.states, page.first)
                 && !take_row(args[3], page.states, page.last)) result = decoded(&page);
    }
    PyBuffer_Release(&moves);
    PyBuffer_Release(&fits);
    return result;
}

/* ---- The module ---- */

#define LOOP(name) {#name, (PyCFunction)(void (*)(void))name, METH_FASTCALL, NULL}

static PyMethodDef methods[] = {LOOP(best_path), {NULL, NULL, 0, NULL}};

static PyModuleDef_Slot slots[] = {{0, NULL}};

static struct PyModuleDef definition = {
    .m_base = PyModuleDef_HEAD_INIT,
    .m_name = "_paths",
    .m_size = 0,
    .m_methods = methods,
    .m_slots = slots,
};

PyMODINIT_FUNC PyInit__paths(void)
{
    return PyModuleDef_Init(&definition);
}
