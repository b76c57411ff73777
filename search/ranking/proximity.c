/* How near the words of a query stand to each other in documents; proximity.py says in Python what
   each feature is, and measures them where there is no compiler. */

#define Py_LIMITED_API 0x030B0000
#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define MOST_WORDS 256    /* a word's number is a byte */

enum { PAIRS, NEAR, WINDOW, SPAN, LEAD, WHOLE, CAPTIONS, FEATURES };

typedef struct { const uint32_t *at; Py_ssize_t count; } Spots;

/* A place of a content word: its position, and below it the word's number. */
typedef uint64_t Place;

typedef struct {
    Py_buffer counts, positions, sequence, weights, content;
    Py_ssize_t documents, words, length, held;
    Py_ssize_t near, window, lead, captions;
    const double *weight;
    const uint8_t *typed, *is_content;
    Spots spots[MOST_WORDS];
    Place *places;
    Py_ssize_t room;
} Measure;

static int wrong(const char *reason)
{
    PyErr_SetString(PyExc_ValueError, reason);
    return -1;
}

/* Take a buffer whose items, of `size` bytes, begin where such numbers may. */
static int take(Measure *measure, PyObject *object, Py_buffer *view, Py_ssize_t size)
{
    if (PyObject_GetBuffer(object, view, PyBUF_SIMPLE)) return -1;
    measure->held++;
    if (view->len % size || (uintptr_t)view->buf % size) return wrong("an array of another type");
    return 0;
}

static void leave(Measure *measure)
{
    Py_buffer *held[] = {&measure->counts, &measure->positions, &measure->sequence,
                         &measure->weights, &measure->content};
    for (Py_ssize_t i = 0; i < measure->held; i++) PyBuffer_Release(held[i]);
    PyMem_Free(measure->places);
}

/* Check that the arrays fit each other, so that nothing is read beyond them. */
static int check(Measure *measure)
{
    measure->words = measure->weights.len / (Py_ssize_t)sizeof(double);
    measure->length = measure->sequence.len;
    measure->weight = measure->weights.buf;
    measure->typed = measure->sequence.buf;
    measure->is_content = measure->content.buf;
    Py_ssize_t counts = measure->counts.len / 4;
    if (!measure->words || measure->words > MOST_WORDS || measure->content.len != measure->words
        || counts % measure->words) return wrong("a weight, a mark and a count a word");
    measure->documents = counts / measure->words;
    for (Py_ssize_t i = 0; i < measure->length; i++)
        if (measure->typed[i] >= measure->words) return wrong("a word beyond the last");
    uint64_t total = 0;
    for (Py_ssize_t i = 0; i < counts; i++) total += ((const uint32_t *)measure->counts.buf)[i];
    return total == (uint64_t)measure->positions.len / 4 ? 0 : wrong("more positions than counted");
}

/* Tell whether a position of the second stands 1 to `reach` after one of the first. */
static int follows(const Spots *first, const Spots *second, uint64_t reach)
{
    Py_ssize_t j = 0;
    for (Py_ssize_t i = 0; i < first->count; i++) {
        while (j < second->count && second->at[j] <= first->at[i]) j++;
        if (j == second->count) return 0;
        if (second->at[j] - (uint64_t)first->at[i] <= reach) return 1;
    }
    return 0;
}

static double mean_weight(const Measure *measure, uint8_t first, uint8_t second)
{
    return (measure->weight[first] + measure->weight[second]) / 2;
}

static double pairs(const Measure *measure)
{
    double sum = 0;
    for (Py_ssize_t i = 0; i + 1 < measure->length; i++) {
        uint8_t first = measure->typed[i], second = measure->typed[i + 1];
        if (follows(&measure->spots[first], &measure->spots[second], 1))
            sum += mean_weight(measure, first, second);
    }
    return sum;
}

static double near(const Measure *measure)
{
    double sum = 0;
    Py_ssize_t last = -1;
    for (Py_ssize_t i = 0; i < measure->length; i++) {
        if (!measure->is_content[measure->typed[i]]) continue;
        if (last >= 0 && measure->typed[last] != measure->typed[i]) {
            uint8_t first = measure->typed[last], second = measure->typed[i];
            if (follows(&measure->spots[first], &measure->spots[second], measure->near))
                sum += mean_weight(measure, first, second);
        }
        last = i;
    }
    return sum;
}

static int stands_at(const Spots *spots, uint64_t position)
{
    Py_ssize_t low = 0, high = spots->count;
    while (low < high) {
        Py_ssize_t middle = low + (high - low) / 2;
        if (spots->at[middle] < position) low = middle + 1;
        else high = middle;
    }
    return low < spots->count && spots->at[low] == position;
}

static double whole(const Measure *measure)
{
    if (measure->length < 2) return 0;
    const Spots *first = &measure->spots[measure->typed[0]];
    for (Py_ssize_t i = 0; i < first->count; i++) {
        Py_ssize_t j = 1;
        while (j < measure->length
               && stands_at(&measure->spots[measure->typed[j]], (uint64_t)first->at[i] + j)) j++;
        if (j == measure->length) return 1;
    }
    return 0;
}

static int compare(const void *one, const void *other)
{
    Place first = *(const Place *)one, second = *(const Place *)other;
    return (first > second) - (first < second);
}

/* Collect where content words stand, in order; return how many places there are. */
static Py_ssize_t collect(Measure *measure)
{
    Py_ssize_t count = 0;
    for (Py_ssize_t i = 0; i < measure->words; i++)
        if (measure->is_content[i]) count += measure->spots[i].count;
    if (count > measure->room) {
        Place *places = PyMem_Realloc(measure->places, 2 * count * sizeof *places);
        if (!places) { PyErr_NoMemory(); return -1; }
        measure->places = places;
        measure->room = 2 * count;
    }
    count = 0;
    for (Py_ssize_t i = 0; i < measure->words; i++)
        for (Py_ssize_t j = 0; measure->is_content[i] && j < measure->spots[i].count; j++)
            measure->places[count++] = (Place)measure->spots[i].at[j] << 8 | (Place)i;
    if (count) qsort(measure->places, count, sizeof *measure->places, compare);
    return count;
}

/* Return the most that different words within a window weigh. */
static double best_window(const Measure *measure, Py_ssize_t count)
{
    uint32_t inside[MOST_WORDS] = {0};
    double weight = 0, best = 0;
    Py_ssize_t first = 0;
    for (Py_ssize_t i = 0; i < count; i++) {
        uint8_t word = (uint8_t)measure->places[i];
        if (!inside[word]++) weight += measure->weight[word];
        while ((measure->places[i] >> 8) - (measure->places[first] >> 8)
               >= (uint64_t)measure->window) {
            uint8_t left = (uint8_t)measure->places[first++];
            if (!--inside[left]) weight -= measure->weight[left];
        }
        if (weight > best) best = weight;
    }
    return best;
}

/* Return what the words that are there weigh, by the share of words in the shortest stretch that
   has all of them. */
static double best_span(const Measure *measure, Py_ssize_t count)
{
    uint32_t inside[MOST_WORDS] = {0};
    double weight = 0;
    Py_ssize_t needed = 0, there = 0, first = 0;
    uint64_t shortest = UINT64_MAX;
    for (Py_ssize_t i = 0; i < measure->words; i++) {
        if (!measure->is_content[i] || !measure->spots[i].count) continue;
        needed++;
        weight += measure->weight[i];
    }
    if (needed < 2) return 0;
    for (Py_ssize_t i = 0; i < count; i++) {
        if (!inside[(uint8_t)measure->places[i]]++) there++;
        while (there == needed) {
            uint64_t span = (measure->places[i] >> 8) - (measure->places[first] >> 8) + 1;
            if (span < shortest) shortest = span;
            if (!--inside[(uint8_t)measure->places[first++]]) there--;
        }
    }
    return weight * needed / (shortest > (uint64_t)needed ? (double)shortest : (double)needed);
}

static double lead(const Measure *measure, double saturation)
{
    double sum = 0;
    for (Py_ssize_t i = 0; i < measure->words; i++) {
        const Spots *spots = &measure->spots[i];
        Py_ssize_t count = 0;
        if (!measure->is_content[i]) continue;
        while (count < spots->count && spots->at[count] < (uint64_t)measure->lead) count++;
        sum += measure->weight[i] * count * (saturation + 1) / (count + saturation);
    }
    return sum;
}

/* Return what the words weigh that stand nowhere before the captions. */
static double in_captions(const Measure *measure)
{
    double sum = 0;
    for (Py_ssize_t i = 0; i < measure->words; i++) {
        const Spots *spots = &measure->spots[i];
        if (measure->is_content[i] && spots->count && spots->at[0] >= (uint64_t)measure->captions)
            sum += measure->weight[i];
    }
    return sum;
}

static int fill(Measure *measure, double saturation, double *row)
{
    Py_ssize_t count = collect(measure);
    if (count < 0) return -1;
    row[PAIRS] = pairs(measure);
    row[NEAR] = near(measure);
    row[WINDOW] = best_window(measure, count);
    row[SPAN] = best_span(measure, count);
    row[LEAD] = lead(measure, saturation);
    row[WHOLE] = whole(measure);
    row[CAPTIONS] = in_captions(measure);
    return 0;
}

static int fill_all(Measure *measure, double saturation, double *rows)
{
    const uint32_t *counts = measure->counts.buf, *positions = measure->positions.buf;
    for (Py_ssize_t i = 0; i < measure->documents; i++) {
        for (Py_ssize_t j = 0; j < measure->words; j++) {
            uint32_t count = counts[i * measure->words + j];
            measure->spots[j] = (Spots){positions, count};
            positions += count;
        }
        if (fill(measure, saturation, rows + i * FEATURES)) return -1;
    }
    return 0;
}

/* measure(counts, positions, sequence, weights, content,
           (near, window, lead, captions, saturation)) -> the features of each document, as bytes */
static PyObject *measure(PyObject *module, PyObject *args)
{
    Measure call = {0};
    PyObject *counts, *positions, *sequence, *weights, *content;
    double saturation;
    PyObject *result = NULL;
    double *rows = NULL;
    (void)module;
    if (!PyArg_ParseTuple(args, "OOOOO(nnnnd)", &counts, &positions, &sequence, &weights, &content,
                          &call.near, &call.window, &call.lead, &call.captions, &saturation))
        return NULL;
    if (call.near < 1 || call.window < 1 || call.lead < 0 || call.captions < 0
        || !(saturation > 0)) {
        wrong("reaches below 1");
    } else if (!take(&call, counts, &call.counts, 4) && !take(&call, positions, &call.positions, 4)
               && !take(&call, sequence, &call.sequence, 1)
               && !take(&call, weights, &call.weights, sizeof(double))
               && !take(&call, content, &call.content, 1) && !check(&call)) {
        Py_ssize_t size = call.documents * FEATURES * (Py_ssize_t)sizeof *rows;
        if (!(rows = PyMem_Malloc(size + 1))) PyErr_NoMemory();
        else if (!fill_all(&call, saturation, rows))
            result = PyBytes_FromStringAndSize((char *)rows, size);
    }
    PyMem_Free(rows);
    leave(&call);
    return result;
}

static PyMethodDef methods[] = {{"measure", measure, METH_VARARGS, NULL}, {NULL, NULL, 0, NULL}};

static PyModuleDef_Slot slots[] = {{0, NULL}};

static struct PyModuleDef definition = {
    .m_base = PyModuleDef_HEAD_INIT,
    .m_name = "_proximity",
    .m_size = 0,
    .m_methods = methods,
    .m_slots = slots,
};

PyMODINIT_FUNC PyInit__proximity(void)
{
    return PyModuleDef_Init(&definition);
}
