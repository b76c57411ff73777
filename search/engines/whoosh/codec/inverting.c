/* Gather the tokens of documents term by term: what inverting.py does by sorting them.

   Documents come in the order of their numbers and a document's tokens in that of their positions,
   so it is enough to count the tokens of each term, and then to put each where there is room. */

#define PY_SSIZE_T_CLEAN
#define Py_LIMITED_API 0x030B0000
#include <Python.h>
#include <stdint.h>

typedef struct { const int32_t *at; Py_ssize_t count; } Numbers;

/* Documents and positions of a term that were counted, or, later, where its next ones are put. */
typedef struct { uint32_t document, postings, positions; } Term;

/* Terms of tokens, their positions, tokens a document, documents in the order of their numbers,
   and where the tokens of each begin. */
typedef struct {
    Numbers terms, positions, counts, order;
    Py_ssize_t *starts;
} Tokens;

typedef struct { uint32_t *counts, *documents, *frequencies, *positions; } Postings;

enum { COUNTS, DOCUMENTS, FREQUENCIES, POSITIONS, ARRAYS };

static int wrong(const char *reason)
{
    PyErr_SetString(PyExc_ValueError, reason);
    return -1;
}

static int take(PyObject *object, Py_buffer *view, Numbers *numbers)
{
    if (PyObject_GetBuffer(object, view, PyBUF_ND)) return -1;
    if (view->itemsize != 4 || (uintptr_t)view->buf % 4) return wrong("an array of another type");
    *numbers = (Numbers){view->buf, view->len / 4};
    return 0;
}

/* Find where the tokens of each document begin, and check all numbers that are used as indexes. */
static int check(Tokens *tokens, Py_ssize_t terms)
{
    Py_ssize_t total = 0, wanted = 0;
    tokens->starts = PyMem_Calloc((size_t)tokens->counts.count + 1, sizeof *tokens->starts);
    if (!tokens->starts) {
        PyErr_NoMemory();
        return -1;
    }
    for (Py_ssize_t i = 0; i < tokens->counts.count; i++) {
        if (tokens->counts.at[i] < 0) return wrong("a document of less than no tokens");
        tokens->starts[i] = total;
        total += tokens->counts.at[i];
    }
    if (total != tokens->terms.count || total != tokens->positions.count || total > UINT32_MAX)
        return wrong("arrays of tokens that differ in length");
    for (Py_ssize_t i = 0; i < total; i++)
        if (tokens->terms.at[i] >= terms) return wrong("a term beyond the last");
    for (Py_ssize_t i = 0; i < tokens->order.count; i++) {
        if (tokens->order.at[i] < 0 || tokens->order.at[i] >= tokens->counts.count)
            return wrong("a document beyond the last");
        wanted += tokens->counts.at[tokens->order.at[i]];
    }
    return wanted <= total ? 0 : wrong("documents that are there more than once");
}

/* Count the documents and positions of each term; `document` is that of the last one, from 1. */
static void count_all(const Tokens *tokens, Term *terms)
{
    for (Py_ssize_t i = 0; i < tokens->order.count; i++) {
        Py_ssize_t document = tokens->order.at[i], start = tokens->starts[document];
        for (Py_ssize_t at = start; at < start + tokens->counts.at[document]; at++) {
            if (tokens->terms.at[at] < 0) continue;
            Term *term = &terms[tokens->terms.at[at]];
            term->postings += term->document != i + 1;
            term->document = (uint32_t)(i + 1);
            term->positions++;
        }
    }
}

static void put_all(const Tokens *tokens, Term *terms, const Postings *found)
{
    for (Py_ssize_t i = 0; i < tokens->order.count; i++) {
        Py_ssize_t document = tokens->order.at[i], start = tokens->starts[document];
        for (Py_ssize_t at = start; at < start + tokens->counts.at[document]; at++) {
            if (tokens->terms.at[at] < 0) continue;
            Term *term = &terms[tokens->terms.at[at]];
            found->positions[term->positions++] = (uint32_t)tokens->positions.at[at];
            if (term->document != i + 1) {
                term->document = (uint32_t)(i + 1);
                found->documents[term->postings] = (uint32_t)i;
                found->frequencies[term->postings++] = 0;
            }
            found->frequencies[term->postings - 1]++;
        }
    }
}

/* Give each term its room, in alphabetical order; return how much there is in all. */
static Term make_room(Term *terms, const Numbers *alphabet, uint32_t *counts)
{
    Term all = {0};
    for (Py_ssize_t i = 0; i < alphabet->count; i++) {
        Term *term = &terms[alphabet->at[i]], room = *term;
        counts[i] = room.postings;
        *term = (Term){0, all.postings, all.positions};
        all.postings += room.postings;
        all.positions += room.positions;
    }
    return all;
}

static uint32_t *new_array(PyObject *result, Py_ssize_t place, Py_ssize_t count)
{
    PyObject *bytes = PyBytes_FromStringAndSize(NULL, count * 4);
    if (!bytes || PyTuple_SetItem(result, place, bytes)) return NULL;
    return (uint32_t *)PyBytes_AsString(bytes);
}

static int gather_into(PyObject *result, const Tokens *tokens, const Numbers *alphabet)
{
    Postings found;
    Term *terms = PyMem_Calloc((size_t)alphabet->count + 1, sizeof *terms);
    if (!terms) {
        PyErr_NoMemory();
        return -1;
    }
    count_all(tokens, terms);
    if ((found.counts = new_array(result, COUNTS, alphabet->count))) {
        Term all = make_room(terms, alphabet, found.counts);
        if ((found.documents = new_array(result, DOCUMENTS, all.postings))
            && (found.frequencies = new_array(result, FREQUENCIES, all.postings))
            && (found.positions = new_array(result, POSITIONS, all.positions)))
            put_all(tokens, terms, &found);
    }
    PyMem_Free(terms);
    return PyErr_Occurred() ? -1 : 0;
}

static int is_permutation(const Numbers *numbers)
{
    uint8_t *seen = PyMem_Calloc((size_t)numbers->count + 1, 1);
    Py_ssize_t place = 0;
    for (; seen && place < numbers->count; place++) {
        int32_t number = numbers->at[place];
        if (number < 0 || number >= numbers->count || seen[number]++) break;
    }
    PyMem_Free(seen);
    if (!seen) PyErr_NoMemory();
    else if (place < numbers->count) wrong("an alphabet that is none");
    return seen && place == numbers->count;
}

/* gather(alphabet, terms, positions, counts, order) -> (postings of each term in alphabetical
   order, their documents, their frequencies, positions), as bytes of four-byte numbers */
static PyObject *gather(PyObject *module, PyObject *const *args, Py_ssize_t count)
{
    Tokens tokens = {0};
    Numbers alphabet = {0}, *numbers[] = {&alphabet, &tokens.terms, &tokens.positions,
                                          &tokens.counts, &tokens.order};
    const Py_ssize_t wanted = sizeof numbers / sizeof *numbers;
    Py_buffer views[sizeof numbers / sizeof *numbers] = {0};
    PyObject *result = NULL;
    (void)module;
    if (count != wanted) {
        wrong("five arrays");
        return NULL;
    }
    Py_ssize_t taken = 0;
    while (taken < wanted && !take(args[taken], &views[taken], numbers[taken])) taken++;
    if (taken == wanted && is_permutation(&alphabet) && !check(&tokens, alphabet.count)
        && (result = PyTuple_New(ARRAYS)) && gather_into(result, &tokens, &alphabet))
        Py_CLEAR(result);
    PyMem_Free(tokens.starts);
    for (Py_ssize_t i = 0; i < wanted; i++) PyBuffer_Release(&views[i]);
    return result;
}

/* ---- The module ---- */

static PyMethodDef methods[] = {
    {"gather", (PyCFunction)(void (*)(void))gather, METH_FASTCALL, NULL},
    {NULL, NULL, 0, NULL},
};

static PyModuleDef_Slot slots[] = {{0, NULL}};

static struct PyModuleDef definition = {
    .m_base = PyModuleDef_HEAD_INIT,
    .m_name = "_inverting",
    .m_size = 0,
    .m_methods = methods,
    .m_slots = slots,
};

PyMODINIT_FUNC PyInit__inverting(void)
{
    return PyModuleDef_Init(&definition);
}
