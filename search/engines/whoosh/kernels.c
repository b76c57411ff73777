/* The loops of searching over the arrays of an index; array_kernels.py says in numpy what each does.

   An index may come from a stranger: every number read from it is checked before it is used as an
   index, and what is wrong raises ValueError; a call that is wrong raises TypeError. A list is
   (arrays, start, end): the postings of one term, `arrays` being (documents, frequencies,
   many.postings, many.frequencies, position starts, positions) of its field. */

#define Py_LIMITED_API 0x030B0000
#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <math.h>
#include <stdint.h>
#include <string.h>

#define MANY 255          /* a frequency of at least as many */
#define BLOCK_BITS 7      /* positions begin anew every 128 postings */
#define WINDOW 4096       /* documents scored at once: 16 KB, which stay in the nearest cache */
#define GROUP_BITS 6      /* a window's documents are looked at by 64, of which a word has a bit */
#define SPARSE_BITS 3     /* fewer postings than an eighth of the documents */
#define LENGTHS 256       /* different lengths of documents */
#define CHUNK 512         /* documents of the rarest word that are looked up together */
#define SEEK_POSTINGS 32  /* postings gone through in the time in which one is looked up */
#define NOWHERE UINT32_MAX

/* Loops are written once for documents of two and of four bytes, and compiled for each. */
#if defined(__GNUC__)
#define INLINE static inline __attribute__((always_inline))
#define RARELY static __attribute__((noinline, cold))
#define APART static __attribute__((noinline))
#define FETCH(address) __builtin_prefetch(address)
#elif defined(_MSC_VER)
#define INLINE static __forceinline
#define RARELY static __declspec(noinline)
#define APART static __declspec(noinline)
#define FETCH(address) ((void)(address))
#else
#define INLINE static inline
#define RARELY static
#define APART static
#define FETCH(address) ((void)(address))
#endif

typedef struct { const void *at; Py_ssize_t count; Py_ssize_t size; } Numbers;

static inline uint64_t number(const Numbers *numbers, Py_ssize_t i)
{
    switch (numbers->size) {
    case 1: return ((const uint8_t *)numbers->at)[i];
    case 2: return ((const uint16_t *)numbers->at)[i];
    case 4: return ((const uint32_t *)numbers->at)[i];
    default: return ((const uint64_t *)numbers->at)[i];
    }
}

/* ---- What a call was given: buffers, held until it ends ---- */

typedef struct {
    PyObject *key;
    Numbers documents, frequencies, many_postings, many_frequencies, position_starts, positions;
} Arrays;

/* `place` is where it is read; `ahead`, where its documents are marked before they are. */
typedef struct {
    const Arrays *arrays;
    Py_ssize_t start, end, place, ahead;
    float weight;
} List;

typedef struct {
    Py_buffer *held;
    Py_ssize_t held_count, held_room;
    Arrays *arrays;
    Py_ssize_t arrays_count;
    List *lists;
    Py_ssize_t list_count;
} Call;

static void leave(Call *call)
{
    for (Py_ssize_t i = 0; i < call->held_count; i++) PyBuffer_Release(&call->held[i]);
    PyMem_Free(call->held);
    PyMem_Free(call->arrays);
    PyMem_Free(call->lists);
}

static int damaged(const char *reason)
{
    PyErr_SetString(PyExc_ValueError, reason);
    return -1;
}

/* Say that a call is wrong, which is our own mistake. */
static int misused(const char *reason)
{
    PyErr_SetString(PyExc_TypeError, reason);
    return -1;
}

/* Take a buffer of numbers of one of the sizes in the mask (1, 2, 4, 8); return 1 for others. */
static int take_numbers(Call *call, PyObject *object, int sizes, int flags, Numbers *numbers)
{
    if (call->held_count == call->held_room) {
        Py_ssize_t room = call->held_room * 2 + 16;
        Py_buffer *held = PyMem_Realloc(call->held, room * sizeof *held);
        if (!held) { PyErr_NoMemory(); return -1; }
        call->held = held;
        call->held_room = room;
    }
    Py_buffer *view = &call->held[call->held_count];
    if (PyObject_GetBuffer(object, view, PyBUF_ND | flags)) return -1;
    call->held_count++;
    Py_ssize_t size = view->itemsize;
    if (size == 1 && !(sizes & 1)) size = sizes; /* bytes that hold numbers of one size */
    if (!(size & sizes) || (size & (size - 1)) || view->len % size
        || (uintptr_t)view->buf % size) return 1;
    *numbers = (Numbers){view->buf, view->len / size, size};
    return 0;
}

/* Take one that our own code made. */
static int take(Call *call, PyObject *object, int sizes, int flags, Numbers *numbers)
{
    int state = take_numbers(call, object, sizes, flags, numbers);
    return state > 0 ? misused("a buffer of another type") : state;
}

/* Take one that stands in a file, which says of what type it is. */
static int take_stored(Call *call, PyObject *object, int sizes, Numbers *numbers)
{
    int state = take_numbers(call, object, sizes, 0, numbers);
    return state > 0 ? damaged("an array of another type") : state;
}

static const Arrays *take_arrays(Call *call, PyObject *object, int with_positions)
{
    for (Py_ssize_t i = 0; i < call->arrays_count; i++)
        if (call->arrays[i].key == object) return &call->arrays[i];
    if (!PyTuple_Check(object) || PyTuple_Size(object) != 6) {
        misused("arrays are six");
        return NULL;
    }
    Arrays *arrays = &call->arrays[call->arrays_count];
    Numbers *places[] = {&arrays->documents, &arrays->frequencies, &arrays->many_postings,
                         &arrays->many_frequencies, &arrays->position_starts, &arrays->positions};
    static const int sizes[] = {2 | 4, 1, 8, 4, 1 | 2 | 4 | 8, 2 | 4};
    for (int i = 0; i < (with_positions ? 6 : 4); i++)
        if (take_stored(call, PyTuple_GetItem(object, i), sizes[i], places[i])) return NULL;
    if (arrays->documents.count != arrays->frequencies.count
        || arrays->many_postings.count != arrays->many_frequencies.count) {
        damaged("arrays of postings that differ in length");
        return NULL;
    }
    arrays->key = object;
    call->arrays_count++;
    return arrays;
}

/* Make room for lists, and as many different arrays as there are lists. */
static int make_room(Call *call, Py_ssize_t count)
{
    call->lists = PyMem_Calloc(count + 1, sizeof *call->lists);
    call->arrays = PyMem_Calloc(count + 1, sizeof *call->arrays);
    if (call->lists && call->arrays) return 0;
    PyErr_NoMemory();
    return -1;
}

static int take_list(Call *call, PyObject *object, int with_positions)
{
    if (!PyTuple_Check(object) || PyTuple_Size(object) != 3) return misused("a list is three");
    List *list = &call->lists[call->list_count];
    if (!(list->arrays = take_arrays(call, PyTuple_GetItem(object, 0), with_positions))) return -1;
    list->start = PyLong_AsSsize_t(PyTuple_GetItem(object, 1));
    list->end = PyLong_AsSsize_t(PyTuple_GetItem(object, 2));
    if (PyErr_Occurred()) return -1;
    if (list->start < 0 || list->start > list->end || list->end > list->arrays->documents.count)
        return damaged("postings beyond the end");
    list->place = list->ahead = list->start;
    list->weight = 0;
    call->list_count++;
    return 0;
}

static int take_lists(Call *call, PyObject *tuple)
{
    if (!PyTuple_Check(tuple)) return misused("lists are a tuple");
    Py_ssize_t count = PyTuple_Size(tuple);
    if (make_room(call, count)) return -1;
    for (Py_ssize_t i = 0; i < count; i++)
        if (take_list(call, PyTuple_GetItem(tuple, i), 0)) return -1;
    return 0;
}

static int take_weights(Call *call, PyObject *tuple)
{
    if (!PyTuple_Check(tuple) || PyTuple_Size(tuple) != call->list_count)
        return misused("a weight a list");
    for (Py_ssize_t i = 0; i < call->list_count; i++) {
        call->lists[i].weight = (float)PyFloat_AsDouble(PyTuple_GetItem(tuple, i));
        if (PyErr_Occurred()) return -1;
    }
    return 0;
}

/* ---- Postings ---- */

static inline uint32_t document(const List *list, Py_ssize_t posting)
{
    const Numbers *documents = &list->arrays->documents;
    return documents->size == 2 ? ((const uint16_t *)documents->at)[posting]
                                : ((const uint32_t *)documents->at)[posting];
}

/* Return the first number not below a target, from a place on: double the step, then halve it
   without branches, which a processor would guess wrong. */
#define FIRST_STEP 4
#define SEEK(name, type)                                                                        \
    static inline Py_ssize_t name(const type *at, Py_ssize_t place, Py_ssize_t end,             \
                                  uint64_t target)                                              \
    {                                                                                           \
        Py_ssize_t step = FIRST_STEP, left;                                                     \
        while (step <= end - place && at[place + step - 1] < target) {                          \
            place += step;                                                                      \
            step *= 2;                                                                          \
        }                                                                                       \
        left = end - place < step ? end - place : step;                                         \
        while (left > 1) {                                                                      \
            Py_ssize_t half = left / 2;                                                         \
            place += at[place + half - 1] < target ? half : 0;                                  \
            left -= half;                                                                       \
        }                                                                                       \
        return left && at[place] < target ? place + 1 : place;                                  \
    }

SEEK(seek_narrow, uint16_t)
SEEK(seek_wide, uint32_t)
SEEK(seek_widest, uint64_t)

static inline Py_ssize_t seek(const Numbers *numbers, Py_ssize_t place, Py_ssize_t end,
                              uint64_t target)
{
    switch (numbers->size) {
    case 2: return seek_narrow(numbers->at, place, end, target);
    case 4: return seek_wide(numbers->at, place, end, target);
    default: return seek_widest(numbers->at, place, end, target);
    }
}

/* Move a list to a document or beyond; tell whether it is there. */
static inline int move_to(List *list, uint32_t target)
{
    list->place = seek(&list->arrays->documents, list->place, list->end, target);
    return list->place < list->end && document(list, list->place) == target;
}

RARELY Py_ssize_t many_times(const Arrays *arrays, Py_ssize_t posting)
{
    const Numbers *many = &arrays->many_postings;
    Py_ssize_t place = seek(many, 0, many->count, (uint64_t)posting);
    if (place == many->count || number(many, place) != (uint64_t)posting) return MANY;
    return (Py_ssize_t)number(&arrays->many_frequencies, place);
}

static inline Py_ssize_t frequency(const Arrays *arrays, Py_ssize_t posting)
{
    uint8_t frequency = ((const uint8_t *)arrays->frequencies.at)[posting];
    return frequency == MANY ? many_times(arrays, posting) : frequency;
}

/* ---- Scores ---- */

typedef struct { const uint8_t *lengths; Py_ssize_t count; const float *table; } Model;

static int take_model(Call *call, PyObject *lengths, PyObject *table, Model *model)
{
    Numbers bytes, floats;
    if (take_stored(call, lengths, 1, &bytes) || take(call, table, 4, 0, &floats)) return -1;
    if (floats.count != (MANY + 1) * LENGTHS) return misused("a table of another size");
    *model = (Model){bytes.at, bytes.count, floats.at};
    return 0;
}

/* Return what a posting of a frequency beyond a byte counts, given its norm. */
RARELY float impact_of_many(const Arrays *arrays, Py_ssize_t posting, float norm)
{
    float times = (float)many_times(arrays, posting);
    return times / (times + norm);
}

/* Return what a posting counts. The table holds f / (f + norm) of each frequency and length; the
   last row, that of MANY, holds the norms instead. */
INLINE float impact(const Arrays *arrays, Py_ssize_t posting, uint8_t length,
                    const float *table)
{
    uint32_t found = ((const uint8_t *)arrays->frequencies.at)[posting];
    float value = table[found << 8 | length];
    return found == MANY ? impact_of_many(arrays, posting, value) : value;
}

typedef struct { float score; uint32_t document; } Scored;

typedef struct { Scored *items; Py_ssize_t count, limit; } Heap;

static inline int is_worse(Scored one, Scored other)
{
    return one.score < other.score || (one.score == other.score && one.document > other.document);
}

static void sink(Heap *heap, Py_ssize_t place, Py_ssize_t count)
{
    Scored item = heap->items[place];
    for (Py_ssize_t child; (child = 2 * place + 1) < count; place = child) {
        if (child + 1 < count && is_worse(heap->items[child + 1], heap->items[child])) child++;
        if (!is_worse(heap->items[child], item)) break;
        heap->items[place] = heap->items[child];
    }
    heap->items[place] = item;
}

/* Keep a document if it is among the best; the worst of them stands at the root. */
static inline void offer(Heap *heap, Scored item)
{
    if (heap->count == heap->limit) {
        if (!is_worse(heap->items[0], item)) return;
        heap->items[0] = item;
        sink(heap, 0, heap->count);
        return;
    }
    Py_ssize_t place = heap->count++;
    for (; place && is_worse(item, heap->items[(place - 1) / 2]); place = (place - 1) / 2)
        heap->items[place] = heap->items[(place - 1) / 2];
    heap->items[place] = item;
}

static int make_heap(Heap *heap, PyObject *limit, Py_ssize_t most)
{
    heap->count = 0;
    heap->limit = PyLong_AsSsize_t(limit);
    if (PyErr_Occurred()) return -1;
    if (heap->limit > most) heap->limit = most;
    if (heap->limit < 1) heap->limit = 1;
    heap->items = PyMem_Malloc(heap->limit * sizeof *heap->items);
    if (heap->items) return 0;
    PyErr_NoMemory();
    return -1;
}

/* Return [(score, document), ...], best first. */
static PyObject *sorted_items(Heap *heap)
{
    for (Py_ssize_t left = heap->count - 1; left > 0; left--) {
        Scored worst = heap->items[0];
        heap->items[0] = heap->items[left];
        heap->items[left] = worst;
        sink(heap, 0, left);
    }
    PyObject *found = PyList_New(heap->count);
    for (Py_ssize_t i = 0; found && i < heap->count; i++) {
        Scored item = heap->items[i];
        PyObject *pair = Py_BuildValue("(dI)", (double)item.score, (unsigned)item.document);
        if (!pair || PyList_SetItem(found, i, pair)) Py_CLEAR(found);
    }
    return found;
}

/* ---- The best documents of any of some lists ---- */

/* Documents that are not to be found: the deleted ones and, if there are marks, those without; and
   where the others are marked when they are found, NULL for nowhere. */
typedef struct { Numbers deleted, marks; uint8_t *found; } Bounds;

typedef struct {
    uint32_t first, count;
    uint64_t touched; /* a bit for each 64 documents */
    float scores[WINDOW];
} Window;

/* Add a list's postings in a window; return how many documents had none before. */
INLINE Py_ssize_t add(List *list, const int is_wide, Window *window, const Model *model)
{
    const Arrays *arrays = list->arrays;
    const uint16_t *narrow = arrays->documents.at;
    const uint32_t *wide = arrays->documents.at;
    const uint8_t *lengths = model->lengths + window->first;
    const float weight = list->weight, *table = model->table;
    float *scores = window->scores;
    const uint32_t first = window->first, count = window->count;
    uint64_t touched = window->touched;
    const Py_ssize_t end = list->end;
    Py_ssize_t posting = list->place, added = 0;
    for (; posting < end; posting++) {
        uint32_t number = (is_wide ? wide[posting] : narrow[posting]) - first;
        if (number >= count) break;
        float before = scores[number];
        added += before == 0;
        scores[number] = before + weight * impact(arrays, posting, lengths[number], table);
        touched |= (uint64_t)1 << (number >> GROUP_BITS);
    }
    window->touched = touched;
    list->place = posting;
    return added;
}

/* Mark the documents of a group that have a score above zero. */
APART void mark(const float *scores, uint32_t count, uint8_t *marks)
{
    if (count < 1 << GROUP_BITS)
        for (uint32_t i = 0; i < count; i++) marks[i] = scores[i] > 0;
    else /* a number that is known, so that many are marked at once */
        for (int i = 0; i < 1 << GROUP_BITS; i++) marks[i] = scores[i] > 0;
}

/* Offer the best documents of a window, mark all if there are marks, and leave it empty. Scores are
   never below zero, but for those of deleted documents, so that they compare as the integers their
   bits are. */
static void drain(Window *window, uint8_t *found, Heap *heap)
{
    for (uint32_t group = 0; group < WINDOW >> GROUP_BITS; group++) {
        if (!(window->touched >> group & 1)) continue;
        const uint32_t first = group << GROUP_BITS;
        float *scores = window->scores + first;
        int32_t bits[1 << GROUP_BITS], bar = 0, is_above = 0;
        if (found && first < window->count)
            mark(scores, window->count - first, found + window->first + first);
        if (heap->count == heap->limit) memcpy(&bar, &heap->items[0].score, sizeof bar);
        memcpy(bits, scores, sizeof bits);
        for (int i = 0; i < 1 << GROUP_BITS; i++) is_above |= bits[i] > bar;
        for (int i = 0; is_above && i < 1 << GROUP_BITS; i++)
            if (bits[i] > bar) offer(heap, (Scored){scores[i], window->first + first + i});
        memset(scores, 0, sizeof bits);
    }
    window->touched = 0;
}

/* Give the deleted documents of a window a score that nothing lifts, and that counts as one. */
static Py_ssize_t bury(Window *window, const Numbers *deleted, Py_ssize_t place)
{
    const float lost = -INFINITY;
    place = seek(deleted, place, deleted->count, window->first);
    for (; place < deleted->count; place++) {
        uint64_t number_in = number(deleted, place) - window->first;
        if (number_in >= window->count) break;
        window->scores[number_in] = lost;
        window->touched |= (uint64_t)1 << (number_in >> GROUP_BITS);
    }
    return place;
}

/* Do so with the documents of an empty window that are not marked. */
static void bury_unmarked(Window *window, const Numbers *marks)
{
    const uint8_t *marked = (const uint8_t *)marks->at + window->first;
    for (uint32_t i = 0; i < window->count; i++) window->scores[i] = marked[i] ? 0 : -INFINITY;
    window->touched = UINT64_MAX;
}

/* Begin the next window that holds anything; return 0 at the end, -1 for what is damaged. */
static int next_window(Call *call, Window *window, const Model *model)
{
    uint32_t first = UINT32_MAX;
    int is_any = 0;
    for (Py_ssize_t i = 0; i < call->list_count; i++) {
        List *list = &call->lists[i];
        if (list->place == list->end) continue;
        uint32_t next = document(list, list->place);
        is_any = 1;
        if (next < first) first = next;
    }
    if (!is_any) return 0;
    if ((Py_ssize_t)first >= model->count) return damaged("a document beyond the last");
    if (first < window->first + window->count) return damaged("documents out of order");
    window->first = first & ~(uint32_t)(WINDOW - 1);
    Py_ssize_t left = model->count - window->first;
    window->count = left < WINDOW ? (uint32_t)left : WINDOW;
    return 1;
}

static Py_ssize_t collect_any(Call *call, const Model *model, const Bounds *bounds, Heap *heap)
{
    Window window = {0};
    Py_ssize_t total = 0, place = 0;
    int state;
    while ((state = next_window(call, &window, model)) == 1) {
        if (bounds->marks.count) bury_unmarked(&window, &bounds->marks);
        place = bury(&window, &bounds->deleted, place);
        for (Py_ssize_t i = 0; i < call->list_count; i++) {
            List *list = &call->lists[i];
            total += list->arrays->documents.size == 4 ? add(list, 1, &window, model)
                                                       : add(list, 0, &window, model);
        }
        drain(&window, bounds->found, heap);
    }
    return state ? -1 : total;
}

static inline uint32_t member(const Numbers *set, Py_ssize_t i)
{
    return ((const uint32_t *)set->at)[i];
}

/* A list that few documents stand in is scored posting by posting: windows are gone through whole,
   which takes less than an eighth of that for each document. */
static inline int is_sparse(const Call *call, const Model *model)
{
    return call->list_count == 1
           && call->lists->end - call->lists->start < model->count >> SPARSE_BITS;
}

APART Py_ssize_t collect_one(const List *list, const Model *model, const Bounds *bounds, Heap *heap)
{
    const Numbers *deleted = &bounds->deleted;
    const uint8_t *marked = bounds->marks.count ? bounds->marks.at : NULL;
    Py_ssize_t total = 0, place = 0;
    int64_t last = -1;
    for (Py_ssize_t posting = list->start; posting < list->end; posting++) {
        uint32_t found = document(list, posting);
        if (found <= last) return damaged("documents out of order");
        if ((Py_ssize_t)found >= model->count) return damaged("a document beyond the last");
        last = found;
        if (marked && !marked[found]) continue;
        while (place < deleted->count && member(deleted, place) < found) place++;
        if (place < deleted->count && member(deleted, place) == found) continue;
        total++;
        if (bounds->found) bounds->found[found] = 1;
        float score = list->weight * impact(list->arrays, posting, model->lengths[found],
                                            model->table);
        offer(heap, (Scored){score, found});
    }
    return total;
}

static int take_marks(Call *call, PyObject *object, const Model *model, Numbers *marks)
{
    if (take(call, object, 1, 0, marks)) return -1;
    return marks->count && marks->count != model->count ? misused("a mark a document, or none") : 0;
}

/* Take a mark a document, to be set where one is found; None for no marks. */
static int take_found(Call *call, PyObject *object, const Model *model, uint8_t **found)
{
    Numbers marks;
    if (object == Py_None) return 0;
    if (take(call, object, 1, PyBUF_WRITABLE, &marks)) return -1;
    *found = (uint8_t *)marks.at;
    return marks.count != model->count ? misused("a mark a document, or none") : 0;
}

/* best_of_any(lists, weights, lengths, table, deleted, marks, found, limit) -> (total, best) */
static PyObject *best_of_any(PyObject *module, PyObject *const *args, Py_ssize_t count)
{
    Call call = {0};
    Model model;
    Bounds bounds = {.found = NULL};
    Heap heap = {0};
    PyObject *result = NULL;
    (void)module;
    if (count != 8) { misused("eight arguments"); return NULL; }
    if (!take_lists(&call, args[0]) && !take_weights(&call, args[1])
        && !take_model(&call, args[2], args[3], &model)
        && !take(&call, args[4], 4, 0, &bounds.deleted)
        && !take_marks(&call, args[5], &model, &bounds.marks)
        && !take_found(&call, args[6], &model, &bounds.found)
        && !make_heap(&heap, args[7], model.count)) {
        Py_ssize_t total = is_sparse(&call, &model)
                               ? collect_one(call.lists, &model, &bounds, &heap)
                               : collect_any(&call, &model, &bounds, &heap);
        PyObject *best = total < 0 ? NULL : sorted_items(&heap);
        if (best) result = Py_BuildValue("(nN)", total, best);
    }
    PyMem_Free(heap.items);
    leave(&call);
    return result;
}

/* ---- Sets of documents: ascending numbers of four bytes ---- */

static int take_set(Call *call, PyObject *object, Numbers *set)
{
    return take(call, object, 4, 0, set);
}

static int score_list(List *list, const Numbers *set, const Model *model, float *scores)
{
    for (Py_ssize_t i = 0; i < set->count && list->place < list->end; i++) {
        uint32_t wanted = member(set, i);
        if (move_to(list, wanted))
            scores[i] += list->weight * impact(list->arrays, list->place, model->lengths[wanted],
                                               model->table);
    }
    return 0;
}

static int score_set(Call *call, const Numbers *set, const Model *model, Heap *heap)
{
    float *scores = PyMem_Calloc(set->count + 1, sizeof *scores);
    if (!scores) { PyErr_NoMemory(); return -1; }
    int state = 0;
    for (Py_ssize_t i = 0; i < set->count && !state; i++)
        if ((Py_ssize_t)member(set, i) >= model->count) state = damaged("a document beyond the last");
    for (Py_ssize_t i = 0; i < call->list_count && !state; i++)
        state = score_list(&call->lists[i], set, model, scores);
    for (Py_ssize_t i = 0; i < set->count && !state; i++)
        offer(heap, (Scored){scores[i], member(set, i)});
    PyMem_Free(scores);
    return state;
}

/* best_among(set, lists, weights, lengths, table, limit) -> best */
static PyObject *best_among(PyObject *module, PyObject *const *args, Py_ssize_t count)
{
    Call call = {0};
    Model model;
    Numbers set;
    Heap heap = {0};
    PyObject *result = NULL;
    (void)module;
    if (count != 6) { misused("six arguments"); return NULL; }
    if (!take_set(&call, args[0], &set) && !take_lists(&call, args[1])
        && !take_weights(&call, args[2]) && !take_model(&call, args[3], args[4], &model)
        && !make_heap(&heap, args[5], set.count) && !score_set(&call, &set, &model, &heap))
        result = sorted_items(&heap);
    PyMem_Free(heap.items);
    leave(&call);
    return result;
}

static uint32_t *room_for(Py_ssize_t count)
{
    uint32_t *found = PyMem_Malloc((count + 1) * sizeof *found);
    if (!found) PyErr_NoMemory();
    return found;
}

/* Return a set as bytes, and let go of the numbers; of a count below zero, none. */
static PyObject *as_bytes(uint32_t *numbers, Py_ssize_t count)
{
    PyObject *bytes = NULL;
    if (numbers && count >= 0)
        bytes = PyBytes_FromStringAndSize((char *)numbers, count * (Py_ssize_t)sizeof *numbers);
    PyMem_Free(numbers);
    return bytes;
}

/* Move all lists beyond the least document they stand at; return it, -1 at their end. */
static int64_t next_of_any(Call *call)
{
    int64_t least = -1;
    for (Py_ssize_t i = 0; i < call->list_count; i++) {
        List *list = &call->lists[i];
        if (list->place == list->end) continue;
        int64_t next = document(list, list->place);
        if (least < 0 || next < least) least = next;
    }
    for (Py_ssize_t i = 0; i < call->list_count; i++) {
        List *list = &call->lists[i];
        if (list->place < list->end && document(list, list->place) == least) list->place++;
    }
    return least;
}

static PyObject *collect_union(Call *call, int64_t documents)
{
    Py_ssize_t most = 0, found = 0;
    int64_t last = -1, next;
    for (Py_ssize_t i = 0; i < call->list_count; i++)
        most += call->lists[i].end - call->lists[i].start;
    uint32_t *numbers = room_for(most);
    while (numbers && (next = next_of_any(call)) >= 0) {
        if (next >= documents || next <= last) {
            found = damaged(next > last ? "a document beyond the last" : "documents out of order");
            break;
        }
        numbers[found++] = (uint32_t)next;
        last = next;
    }
    return as_bytes(numbers, found);
}

/* unite(lists, documents) -> set of what any list holds */
static PyObject *unite(PyObject *module, PyObject *const *args, Py_ssize_t count)
{
    Call call = {0};
    PyObject *result = NULL;
    (void)module;
    if (count != 2) { misused("two arguments"); return NULL; }
    long long documents = PyLong_AsLongLong(args[1]);
    if (!PyErr_Occurred() && !take_lists(&call, args[0])) result = collect_union(&call, documents);
    leave(&call);
    return result;
}

/* common(set, lists) -> the members that any list holds */
static PyObject *common(PyObject *module, PyObject *const *args, Py_ssize_t count)
{
    Call call = {0};
    Numbers set;
    uint32_t *numbers = NULL;
    Py_ssize_t found = 0;
    (void)module;
    if (count != 2) { misused("two arguments"); return NULL; }
    if (!take_set(&call, args[0], &set) && !take_lists(&call, args[1])
        && (numbers = room_for(set.count))) {
        for (Py_ssize_t i = 0; i < set.count; i++) {
            uint32_t wanted = member(&set, i);
            Py_ssize_t list = 0;
            while (list < call.list_count && !move_to(&call.lists[list], wanted)) list++;
            if (list < call.list_count) numbers[found++] = wanted;
        }
    }
    leave(&call);
    return as_bytes(numbers, found);
}

/* without(set, other set) -> the members that are not in the other */
static PyObject *without(PyObject *module, PyObject *const *args, Py_ssize_t count)
{
    Call call = {0};
    Numbers set, other;
    uint32_t *numbers = NULL;
    Py_ssize_t found = 0, place = 0;
    (void)module;
    if (count != 2) { misused("two arguments"); return NULL; }
    if (!take_set(&call, args[0], &set) && !take_set(&call, args[1], &other)
        && (numbers = room_for(set.count))) {
        for (Py_ssize_t i = 0; i < set.count; i++) {
            uint32_t wanted = member(&set, i);
            place = seek(&other, place, other.count, wanted);
            if (place == other.count || member(&other, place) != wanted)
                numbers[found++] = wanted;
        }
    }
    leave(&call);
    return as_bytes(numbers, found);
}

/* Add up how often the lists' terms stand in each document; lists need not be in order. */
static int add_lists(Call *call, uint32_t *totals, uint64_t documents)
{
    for (Py_ssize_t i = 0; i < call->list_count; i++) {
        const List *list = &call->lists[i];
        for (Py_ssize_t place = list->start; place < list->end; place++) {
            uint32_t wanted = document(list, place);
            if (wanted >= documents) return damaged("a document beyond the last");
            totals[wanted] += (uint32_t)frequency(list->arrays, place);
        }
    }
    return 0;
}

/* totals(lists, documents) -> how often all terms of the lists stand in each document */
static PyObject *totals(PyObject *module, PyObject *const *args, Py_ssize_t count)
{
    Call call = {0};
    PyObject *result = NULL;
    (void)module;
    if (count != 2) { misused("two arguments"); return NULL; }
    Py_ssize_t documents = PyLong_AsSsize_t(args[1]);
    if (PyErr_Occurred()) return NULL;
    if (documents < 0 || documents > PY_SSIZE_T_MAX / 4) {
        misused("fewer documents than none");
    } else if (!take_lists(&call, args[0])) {
        uint32_t *sums = PyMem_Calloc(documents + 1, sizeof *sums);
        if (!sums) PyErr_NoMemory();
        else if (!add_lists(&call, sums, (uint64_t)documents))
            result = PyBytes_FromStringAndSize((char *)sums, documents * (Py_ssize_t)sizeof *sums);
        PyMem_Free(sums);
    }
    leave(&call);
    return result;
}

/* ---- Positions ---- */

typedef struct { uint32_t *at; Py_ssize_t count, room; } Spots;

typedef struct {
    Py_ssize_t count;
    Py_ssize_t *ends;  /* of each word's lists */
    Spots *spots;      /* of each word */
    Spots spare;
    uint32_t *taken;   /* by each word, and those seen, while words are matched to positions */
} Words;

static int make_spots(Spots *spots, Py_ssize_t room)
{
    if (room <= spots->room) return 0;
    uint32_t *at = PyMem_Realloc(spots->at, room * 2 * sizeof *at);
    if (!at) { PyErr_NoMemory(); return -1; }
    spots->at = at;
    spots->room = room * 2;
    return 0;
}

static void leave_words(Words *words)
{
    for (Py_ssize_t i = 0; words->spots && i < words->count; i++) PyMem_Free(words->spots[i].at);
    PyMem_Free(words->spare.at);
    PyMem_Free(words->spots);
    PyMem_Free(words->ends);
    PyMem_Free(words->taken);
}

/* Take a tuple of words, each a tuple of the lists whose positions are its own. */
static int take_words(Call *call, PyObject *tuple, Words *words, Py_ssize_t more_lists)
{
    if (!PyTuple_Check(tuple)) return misused("words are a tuple");
    Py_ssize_t lists = more_lists;
    words->count = PyTuple_Size(tuple);
    if (!words->count) return misused("a phrase of no word");
    for (Py_ssize_t i = 0; i < words->count; i++) {
        PyObject *word = PyTuple_GetItem(tuple, i);
        if (!PyTuple_Check(word)) return misused("a word is a tuple");
        lists += PyTuple_Size(word);
    }
    words->ends = PyMem_Calloc(words->count + 1, sizeof *words->ends);
    words->spots = PyMem_Calloc(words->count + 1, sizeof *words->spots);
    words->taken = PyMem_Calloc(words->count * (words->count + 1) + 1, sizeof *words->taken);
    if (!words->ends || !words->spots || !words->taken) { PyErr_NoMemory(); return -1; }
    if (make_room(call, lists)) return -1;
    for (Py_ssize_t i = 0; i < words->count; i++) {
        PyObject *word = PyTuple_GetItem(tuple, i);
        for (Py_ssize_t j = 0; j < PyTuple_Size(word); j++)
            if (take_list(call, PyTuple_GetItem(word, j), 1)) return -1;
        words->ends[i] = call->list_count;
    }
    return 0;
}

/* Return how many positions the postings before one in its block have: eight frequencies at once,
   added in the halves of 32 bits, whose sums stay below 2^16. */
static inline Py_ssize_t positions_before(const Arrays *arrays, Py_ssize_t posting)
{
    const uint64_t low = 0x00FF00FF00FF00FF, ones = 0x0101010101010101;
    const uint8_t *frequencies = arrays->frequencies.at;
    Py_ssize_t i = posting >> BLOCK_BITS << BLOCK_BITS, sum = 0;
    uint64_t sums = 0, many = 0, eight;
    for (; i + 8 <= posting; i += 8) {
        memcpy(&eight, frequencies + i, sizeof eight);
        sums += (eight & low) + (eight >> 8 & low);
        many |= (~eight - ones) & eight & ones << 7; /* a bit where a byte is MANY */
    }
    if (many) {
        for (i = posting >> BLOCK_BITS << BLOCK_BITS; i < posting; i++) sum += frequency(arrays, i);
        return sum;
    }
    sum = (sums & 0xFFFF) + (sums >> 16 & 0xFFFF) + (sums >> 32 & 0xFFFF) + (sums >> 48);
    for (; i < posting; i++) sum += frequency(arrays, i);
    return sum;
}

/* Find the positions of a posting; return how many there are. */
static Py_ssize_t positions_of(const Arrays *arrays, Py_ssize_t posting, Py_ssize_t *start)
{
    Py_ssize_t count = frequency(arrays, posting);
    if (posting >> BLOCK_BITS >= arrays->position_starts.count) return damaged("no positions");
    uint64_t block = number(&arrays->position_starts, posting >> BLOCK_BITS);
    uint64_t first = block + positions_before(arrays, posting);
    uint64_t most = (uint64_t)arrays->positions.count;
    if (block > most || first > most || (uint64_t)count > most - first)
        return damaged("positions beyond the end");
    *start = (Py_ssize_t)first;
    return count;
}

/* Join the positions of a posting to those found before, ascending and each once. */
static int join(Spots *spots, Spots *spare, const Arrays *arrays, Py_ssize_t posting)
{
    Py_ssize_t start, i = 0, j = 0, found = 0, count = positions_of(arrays, posting, &start);
    if (count < 0) return -1;
    if (!spots->count) {
        if (make_spots(spots, count)) return -1;
        for (; j < count; j++) spots->at[j] = (uint32_t)number(&arrays->positions, start + j);
        spots->count = count;
        return 0;
    }
    if (make_spots(spare, spots->count + count)) return -1;
    while (i < spots->count || j < count) {
        uint64_t other = j < count ? number(&arrays->positions, start + j) : UINT64_MAX;
        uint64_t own = i < spots->count ? spots->at[i] : UINT64_MAX;
        i += own <= other;
        j += other <= own;
        spare->at[found++] = (uint32_t)(own < other ? own : other);
    }
    Spots joined = *spare;
    joined.count = found;
    *spare = *spots;
    *spots = joined;
    return 0;
}

static inline Py_ssize_t first_list(const Words *words, Py_ssize_t word)
{
    return word ? words->ends[word - 1] : 0;
}

/* Find where a word stands in a document; return how often. */
static Py_ssize_t find_word(Call *call, Words *words, Py_ssize_t word, uint32_t wanted)
{
    Spots *spots = &words->spots[word];
    spots->count = 0;
    for (Py_ssize_t i = first_list(words, word); i < words->ends[word]; i++)
        if (move_to(&call->lists[i], wanted)
            && join(spots, &words->spare, call->lists[i].arrays, call->lists[i].place)) return -1;
    return spots->count;
}

/* Keep of the positions where a phrase may begin those that a word at some offset goes on. */
static Py_ssize_t go_on(Spots *starts, const Spots *word, uint32_t offset)
{
    Py_ssize_t kept = 0, place = 0;
    for (Py_ssize_t i = 0; i < starts->count; i++) {
        uint64_t wanted = (uint64_t)starts->at[i] + offset;
        while (place < word->count && word->at[place] < wanted) place++;
        if (place < word->count && word->at[place] == wanted) starts->at[kept++] = starts->at[i];
    }
    return starts->count = kept;
}

static int holds_phrase(Call *call, Words *words, uint32_t wanted)
{
    for (Py_ssize_t i = 0; i < words->count; i++) {
        Py_ssize_t found = find_word(call, words, i, wanted);
        if (found > 0 && i) found = go_on(&words->spots[0], &words->spots[i], (uint32_t)i);
        if (found <= 0) return (int)found;
    }
    return 1;
}

/* Return the first place at which a word stands at a position or after it. */
static Py_ssize_t spot_from(const Spots *spots, uint64_t position)
{
    Numbers numbers = {spots->at, spots->count, 4};
    return seek(&numbers, 0, spots->count, position);
}

static int in_order(const Words *words, uint64_t reach)
{
    const Spots *firsts = &words->spots[0];
    for (Py_ssize_t i = 0; i < firsts->count; i++) {
        uint64_t last = firsts->at[i];
        for (Py_ssize_t word = 1; word < words->count; word++) {
            Py_ssize_t place = spot_from(&words->spots[word], last + 1);
            if (place == words->spots[word].count) return 0;
            last = words->spots[word].at[place];
        }
        if (last - firsts->at[i] <= reach) return 1;
    }
    return 0;
}

/* Give a word one of the first positions of its own from `first` on, moving other words to others:
   Kuhn's matching. Of each word as many positions as there are words are enough. */
static int seat(const Words *words, Py_ssize_t word, uint64_t first, uint64_t reach,
                Py_ssize_t *seen)
{
    const Spots *spots = &words->spots[word];
    uint32_t *taken = words->taken, *visited = taken + words->count;
    Py_ssize_t place = spot_from(spots, first), end = place + words->count;
    for (; place < spots->count && place < end && spots->at[place] - first <= reach; place++) {
        uint32_t position = spots->at[place];
        Py_ssize_t i = 0, owner = 0;
        while (i < *seen && visited[i] != position) i++;
        if (i < *seen) continue;
        visited[(*seen)++] = position;
        while (owner < words->count && taken[owner] != position) owner++;
        if (owner == words->count || seat(words, owner, first, reach, seen)) {
            taken[word] = position;
            return 1;
        }
    }
    return 0;
}

static int seat_all(const Words *words, uint64_t first, uint64_t reach)
{
    for (Py_ssize_t word = 0; word < words->count; word++) words->taken[word] = UINT32_MAX;
    for (Py_ssize_t word = 0; word < words->count; word++) {
        Py_ssize_t seen = 0;
        if (!seat(words, word, first, reach, &seen)) return 0;
    }
    return 1;
}

static int in_any_order(const Words *words, uint64_t reach)
{
    for (Py_ssize_t word = 0; word < words->count; word++)
        for (Py_ssize_t i = 0; i < words->spots[word].count; i++)
            if (seat_all(words, words->spots[word].at[i], reach)) return 1;
    return 0;
}

static int holds_near(Call *call, Words *words, uint32_t wanted, uint64_t reach, int is_ordered)
{
    for (Py_ssize_t i = 0; i < words->count; i++) {
        Py_ssize_t found = find_word(call, words, i, wanted);
        if (found <= 0) return (int)found;
    }
    return is_ordered ? in_order(words, reach) : in_any_order(words, reach);
}

/* Where words must stand: anywhere, one right after the other, in order, or in any order. */
enum { ANYWHERE, ADJACENT, IN_ORDER, IN_ANY_ORDER };

typedef struct { long arrangement; uint64_t reach; } Rule;

static int take_rule(PyObject *arrangement, PyObject *reach, Rule *rule)
{
    rule->arrangement = PyLong_AsLong(arrangement);
    rule->reach = PyLong_AsUnsignedLongLong(reach);
    if (PyErr_Occurred()) return -1;
    return rule->arrangement < ANYWHERE || rule->arrangement > IN_ANY_ORDER
               ? misused("an unknown arrangement") : 0;
}

static inline int stand(Call *call, Words *words, uint32_t wanted, Rule rule)
{
    switch (rule.arrangement) {
    case ANYWHERE: return 1;
    case ADJACENT: return holds_phrase(call, words, wanted);
    default: return holds_near(call, words, wanted, rule.reach, rule.arrangement == IN_ORDER);
    }
}

/* Find where each member of a set stands in a list, or would: halve what is left of the list for all
   of them together, so that the processor need not wait for one place to look at the next. */
INLINE void find_members(const List *list, const int is_wide, const Numbers *set, Py_ssize_t *places)
{
    const uint16_t *narrow = list->arrays->documents.at;
    const uint32_t *wide = list->arrays->documents.at;
    Py_ssize_t left = list->end - list->start;
    for (Py_ssize_t i = 0; i < set->count; i++) places[i] = list->start;
    for (; left; left -= left > 1 ? left / 2 : 1) {
        const Py_ssize_t step = left > 1 ? left / 2 : 1;
        for (Py_ssize_t i = 0; i < set->count; i++) {
            Py_ssize_t last = places[i] + step - 1;
            places[i] += (is_wide ? wide[last] : narrow[last]) < member(set, i) ? step : 0;
        }
    }
}

/* Ask for the memory that tells where the positions of a posting are, before it is needed. */
static inline void expect(const Arrays *arrays, Py_ssize_t posting)
{
    const Py_ssize_t block = posting >> BLOCK_BITS;
    const uint8_t *frequencies = (const uint8_t *)arrays->frequencies.at + (block << BLOCK_BITS);
    FETCH(frequencies);
    if (posting >= (block << BLOCK_BITS) + 64) FETCH(frequencies + 64);
    if (block < arrays->position_starts.count)
        FETCH((const uint8_t *)arrays->position_starts.at + block * arrays->position_starts.size);
}

/* Tell whether all words stand in a member of a set, and expect their positions; `places` has a row
   a list. */
static int is_expected(const Call *call, const Words *words, const Numbers *set, Py_ssize_t i,
                       const Py_ssize_t *places)
{
    for (Py_ssize_t word = 0; word < words->count; word++) {
        int is_there = 0;
        for (Py_ssize_t each = first_list(words, word); each < words->ends[word]; each++) {
            const List *list = &call->lists[each];
            Py_ssize_t place = places[each * set->count + i];
            if (place == list->end || document(list, place) != member(set, i)) continue;
            expect(list->arrays, place);
            is_there = 1;
        }
        if (!is_there) return 0;
    }
    return 1;
}

/* Expect the positions themselves, too; return -1 for damage. */
static int expect_positions(const Call *call, const Numbers *set, Py_ssize_t i,
                            const Py_ssize_t *places)
{
    for (Py_ssize_t each = 0; each < call->list_count; each++) {
        const List *list = &call->lists[each];
        const Numbers *positions = &list->arrays->positions;
        Py_ssize_t start, place = places[each * set->count + i];
        if (place == list->end || document(list, place) != member(set, i)) continue;
        if (positions_of(list->arrays, place, &start) < 0) return -1;
        FETCH((const uint8_t *)positions->at + start * positions->size);
    }
    return 0;
}

/* Return room for the places of all members of a set in all lists. */
static Py_ssize_t *places_for(const Call *call, const Numbers *set)
{
    Py_ssize_t *places = PyMem_Malloc((set->count * call->list_count + 1) * sizeof *places);
    if (!places) PyErr_NoMemory();
    return places;
}

/* Find all members of a set in all lists, a row each. */
static void find_everywhere(const Call *call, const Numbers *set, Py_ssize_t *places)
{
    for (Py_ssize_t i = 0; i < call->list_count; i++) {
        const List *list = &call->lists[i];
        if (list->arrays->documents.size == 4) find_members(list, 1, set, places + i * set->count);
        else find_members(list, 0, set, places + i * set->count);
    }
}

/* Let each list stand where a member of a set is, or would be. */
static void stand_at(Call *call, const Numbers *set, Py_ssize_t i, const Py_ssize_t *places)
{
    for (Py_ssize_t each = 0; each < call->list_count; each++)
        call->lists[each].place = places[each * set->count + i];
}

/* Keep of a set the members in which all words stand as they must; return how many, -1 for
   damage. */
static Py_ssize_t keep_standing(Call *call, Words *words, const Numbers *set, Rule rule,
                                uint32_t *numbers, Py_ssize_t *places)
{
    Py_ssize_t left = 0, kept = 0;
    find_everywhere(call, set, places);
    for (Py_ssize_t i = 0; i < set->count; i++)
        if (is_expected(call, words, set, i, places)) numbers[left++] = (uint32_t)i;
    for (Py_ssize_t i = 0; i < left; i++)
        if (expect_positions(call, set, numbers[i], places)) return -1;
    for (Py_ssize_t i = 0; i < left; i++) {
        uint32_t wanted = member(set, numbers[i]);
        stand_at(call, set, numbers[i], places);
        int state = stand(call, words, wanted, rule);
        if (state < 0) return -1;
        if (state) numbers[kept++] = wanted;
    }
    return kept;
}

/* standing(set, words, arrangement, reach) -> the members in which all words stand as they must */
static PyObject *standing(PyObject *module, PyObject *const *args, Py_ssize_t count)
{
    Call call = {0};
    Words words = {0};
    Rule rule;
    Numbers set;
    uint32_t *numbers = NULL;
    Py_ssize_t *places = NULL, kept = -1;
    (void)module;
    if (count != 4) { misused("four arguments"); return NULL; }
    if (!take_rule(args[2], args[3], &rule) && !take_set(&call, args[0], &set)
        && !take_words(&call, args[1], &words, 0) && (numbers = room_for(set.count))
        && (places = places_for(&call, &set)))
        kept = keep_standing(&call, &words, &set, rule, numbers, places);
    PyMem_Free(places);
    leave_words(&words);
    leave(&call);
    return as_bytes(numbers, kept);
}

/* ---- The best documents that hold all of some words ---- */

/* Take the lists that are scored. One that is a word's, too, is followed there: `twins` are the
   numbers of the lists to look at. */
static int take_twins(Call *call, PyObject *lists, PyObject *weights, Py_ssize_t *twins)
{
    Py_ssize_t own = call->list_count, count = PyTuple_Size(lists);
    for (Py_ssize_t i = 0; i < count; i++) {
        if (take_list(call, PyTuple_GetItem(lists, i), 1)) return -1;
        List *list = &call->lists[own + i];
        list->weight = (float)PyFloat_AsDouble(PyTuple_GetItem(weights, i));
        if (PyErr_Occurred()) return -1;
        twins[i] = own + i;
        for (Py_ssize_t j = 0; j < own; j++)
            if (call->lists[j].arrays == list->arrays && call->lists[j].start == list->start
                && call->lists[j].end == list->end) twins[i] = j;
    }
    return 0;
}

/* Return how many postings the lists of a word have. */
static Py_ssize_t postings_of(const Call *call, const Words *words, Py_ssize_t word)
{
    Py_ssize_t sum = 0;
    for (Py_ssize_t i = first_list(words, word); i < words->ends[word]; i++)
        sum += call->lists[i].end - call->lists[i].start;
    return sum;
}

/* Order words by how many postings they have, fewest first. */
static void order_words(const Call *call, const Words *words, Py_ssize_t *order)
{
    for (Py_ssize_t i = 0; i < words->count; i++) {
        Py_ssize_t place = i, postings = postings_of(call, words, i);
        for (; place && postings_of(call, words, order[place - 1]) > postings; place--)
            order[place] = order[place - 1];
        order[place] = i;
    }
}

/* Some documents of the rarest word, which stand within a window from `first` on, and where each
   stands in each list: `places` has a row a list, of postings counted from its start. */
typedef struct {
    uint32_t first, span;
    Py_ssize_t count, left;
    uint32_t documents[CHUNK];
    uint16_t kept[CHUNK];   /* numbers of the documents that are left: all words so far hold them */
    uint16_t slots[WINDOW]; /* of each document of the window: its posting of a list, if it has one */
    uint32_t *places;
} Chunk;

/* What a search for all words goes through: the rarest word's documents, some at a time, looked up
   among the others. */
typedef struct {
    Call *call;
    Words *words;
    Rule rule;
    Model model;
    Numbers deleted;
    uint8_t *found;
    Heap heap;
    Chunk *chunk;
    Py_ssize_t *twins, *order, own, deleted_place, total;
} Search;

static inline uint32_t *row_of(const Chunk *chunk, Py_ssize_t list)
{
    return chunk->places + list * CHUNK;
}

INLINE uint32_t document_in(const List *list, const int is_wide, Py_ssize_t posting)
{
    const void *at = list->arrays->documents.at;
    return is_wide ? ((const uint32_t *)at)[posting] : ((const uint16_t *)at)[posting];
}

static inline int is_wide(const List *list)
{
    return list->arrays->documents.size == 4;
}

/* Begin a chunk with the documents of one list. */
INLINE void gather_list(List *list, const int wide, Chunk *chunk, uint32_t *places)
{
    const Py_ssize_t end = list->end - list->ahead < CHUNK ? list->end : list->ahead + CHUNK;
    Py_ssize_t posting = list->ahead, count = 0;
    if (posting < end) chunk->first = document_in(list, wide, posting);
    for (; posting < end; posting++) {
        uint32_t found = document_in(list, wide, posting);
        if (found - chunk->first >= WINDOW) break;
        chunk->documents[count] = found;
        places[count++] = (uint32_t)(posting - list->start);
    }
    list->ahead = posting;
    chunk->count = count;
}

/* Begin a chunk with what any of some lists hold. */
static void gather_lists(Call *call, Py_ssize_t first, Py_ssize_t end, Chunk *chunk)
{
    for (chunk->count = 0; chunk->count < CHUNK; chunk->count++) {
        int64_t least = -1;
        for (Py_ssize_t i = first; i < end; i++) {
            List *list = &call->lists[i];
            if (list->ahead == list->end) continue;
            int64_t next = document(list, list->ahead);
            if (least < 0 || next < least) least = next;
        }
        if (!chunk->count) chunk->first = (uint32_t)least;
        if (least < 0 || (uint32_t)least - chunk->first >= WINDOW) return;
        chunk->documents[chunk->count] = (uint32_t)least;
        for (Py_ssize_t i = first; i < end; i++) {
            List *list = &call->lists[i];
            int is_there = list->ahead < list->end && document(list, list->ahead) == least;
            row_of(chunk, i)[chunk->count] = is_there ? (uint32_t)(list->ahead - list->start)
                                                      : NOWHERE;
            list->ahead += is_there;
        }
    }
}

/* Begin the next chunk; return 0 at the end, -1 for damage. */
static int gather(Search *search)
{
    Chunk *chunk = search->chunk;
    Py_ssize_t first = first_list(search->words, search->order[0]);
    Py_ssize_t end = search->words->ends[search->order[0]];
    List *list = &search->call->lists[first];
    int64_t last = chunk->count ? (int64_t)chunk->documents[chunk->count - 1] : -1;
    if (end - first != 1) gather_lists(search->call, first, end, chunk);
    else if (is_wide(list)) gather_list(list, 1, chunk, row_of(chunk, first));
    else gather_list(list, 0, chunk, row_of(chunk, first));
    for (Py_ssize_t i = 0; i < chunk->count; i++) {
        if (chunk->documents[i] <= last) return damaged("documents out of order");
        last = chunk->documents[i];
        chunk->kept[i] = (uint16_t)i;
    }
    if (last >= search->model.count) return damaged("a document beyond the last");
    chunk->span = (uint32_t)(last - chunk->first) + 1;
    chunk->left = chunk->count;
    return chunk->count > 0;
}

/* Find what is left of a chunk in a list by noting where each document of the window stands. What
   a slot says is held against the list, so that slots need not be emptied. */
INLINE void find_in_window(List *list, const int wide, Chunk *chunk, uint32_t *places)
{
    const uint32_t first = chunk->first, span = chunk->span;
    const Py_ssize_t start = seek(&list->arrays->documents, list->ahead, list->end, first);
    Py_ssize_t posting = start;
    for (; posting < list->end; posting++) {
        uint32_t number = document_in(list, wide, posting) - first;
        if (number >= span) break;
        chunk->slots[number] = (uint16_t)(posting - start);
    }
    list->ahead = posting;
    for (Py_ssize_t i = 0; i < chunk->left; i++) {
        uint32_t wanted = chunk->documents[chunk->kept[i]], slot = chunk->slots[wanted - first];
        if (slot >= (size_t)(posting - start)) slot = 0;
        int is_there = start < posting && document_in(list, wide, start + slot) == wanted;
        places[chunk->kept[i]] = is_there ? (uint32_t)(start - list->start) + slot : NOWHERE;
    }
}

/* Find what is left of a chunk in a list one by one. */
static void find_each(List *list, Chunk *chunk, uint32_t *places)
{
    for (Py_ssize_t i = 0; i < chunk->left; i++) {
        uint32_t wanted = chunk->documents[chunk->kept[i]];
        list->ahead = seek(&list->arrays->documents, list->ahead, list->end, wanted);
        int is_there = list->ahead < list->end && document(list, list->ahead) == wanted;
        places[chunk->kept[i]] = is_there ? (uint32_t)(list->ahead - list->start) : NOWHERE;
    }
}

/* Tell whether a list has so few documents a document of the chunk that going through them takes
   less than looking each up. */
static inline int is_dense(const Search *search, const List *list)
{
    const Chunk *chunk = search->chunk;
    double share = (double)chunk->span / (double)search->model.count;
    return share * (double)(list->end - list->start) < (double)(chunk->left * SEEK_POSTINGS);
}

/* Leave of a chunk what a word holds. */
static void keep_of_word(Search *search, Py_ssize_t word)
{
    Chunk *chunk = search->chunk;
    Py_ssize_t first = first_list(search->words, word), end = search->words->ends[word], left = 0;
    for (Py_ssize_t i = first; i < end; i++) {
        List *list = &search->call->lists[i];
        if (!is_dense(search, list)) find_each(list, chunk, row_of(chunk, i));
        else if (is_wide(list)) find_in_window(list, 1, chunk, row_of(chunk, i));
        else find_in_window(list, 0, chunk, row_of(chunk, i));
    }
    for (Py_ssize_t i = 0; i < chunk->left; i++) {
        uint16_t number = chunk->kept[i];
        int is_held = 0;
        for (Py_ssize_t list = first; list < end; list++)
            is_held |= row_of(chunk, list)[number] != NOWHERE;
        chunk->kept[left] = number;
        left += is_held;
    }
    chunk->left = left;
}

static inline int is_deleted(Search *search, uint32_t wanted)
{
    const Numbers *deleted = &search->deleted;
    if (!deleted->count) return 0;
    search->deleted_place = seek(deleted, search->deleted_place, deleted->count, wanted);
    return search->deleted_place < deleted->count
           && member(deleted, search->deleted_place) == wanted;
}

/* Move the lists of words to a document of the chunk, as far as they hold it. */
static void move_all(Search *search, Py_ssize_t number)
{
    for (Py_ssize_t i = 0; i < search->own; i++) {
        uint32_t place = row_of(search->chunk, i)[number];
        if (place != NOWHERE) search->call->lists[i].place = search->call->lists[i].start + place;
    }
}

static float score_of(Search *search, Py_ssize_t number, uint32_t wanted)
{
    const Model *model = &search->model;
    float score = 0;
    for (Py_ssize_t i = search->own; i < search->call->list_count; i++) {
        Py_ssize_t twin = search->twins[i - search->own];
        List *list = &search->call->lists[twin];
        Py_ssize_t posting;
        if (twin < search->own) {
            uint32_t place = row_of(search->chunk, twin)[number];
            if (place == NOWHERE) continue;
            posting = list->start + place;
        } else {
            if (!move_to(list, wanted)) continue;
            posting = list->place;
        }
        score += search->call->lists[i].weight
                 * impact(list->arrays, posting, model->lengths[wanted], model->table);
    }
    return score;
}

/* Count and offer what is left of a chunk, as far as it is to be found. */
static int consider(Search *search)
{
    Chunk *chunk = search->chunk;
    for (Py_ssize_t i = 0; i < chunk->left; i++) {
        Py_ssize_t number = chunk->kept[i];
        uint32_t wanted = chunk->documents[number];
        if (is_deleted(search, wanted)) continue;
        if (search->rule.arrangement != ANYWHERE) {
            move_all(search, number);
            int state = stand(search->call, search->words, wanted, search->rule);
            if (state < 0) return -1;
            if (!state) continue;
        }
        search->total++;
        if (search->found) search->found[wanted] = 1;
        offer(&search->heap, (Scored){score_of(search, number, wanted), wanted});
    }
    return 0;
}

static int collect_all(Search *search)
{
    int state;
    while ((state = gather(search)) == 1) {
        for (Py_ssize_t i = 1; i < search->words->count && search->chunk->left; i++)
            keep_of_word(search, search->order[i]);
        if (consider(search)) return -1;
    }
    return state;
}

static Chunk *make_chunk(Py_ssize_t lists)
{
    Chunk *chunk = PyMem_Calloc(1, sizeof *chunk);
    if (!chunk) return NULL;
    chunk->places = PyMem_Malloc((lists + 1) * CHUNK * sizeof *chunk->places);
    if (chunk->places) return chunk;
    PyMem_Free(chunk);
    return NULL;
}

static void leave_chunk(Chunk *chunk)
{
    if (chunk) PyMem_Free(chunk->places);
    PyMem_Free(chunk);
}

/* best_of_all(words, arrangement, reach, lists, weights, lengths, table, deleted, found, limit)
   -> (total, best) */
static PyObject *best_of_all(PyObject *module, PyObject *const *args, Py_ssize_t count)
{
    Call call = {0};
    Words words = {0};
    Search search = {.call = &call, .words = &words};
    PyObject *result = NULL;
    (void)module;
    if (count != 10 || !PyTuple_Check(args[3]) || !PyTuple_Check(args[4])
        || PyTuple_Size(args[3]) != PyTuple_Size(args[4])) {
        misused("ten arguments, with a weight a list");
        return NULL;
    }
    Py_ssize_t scored = PyTuple_Size(args[3]);
    if (!take_rule(args[1], args[2], &search.rule) && !take_words(&call, args[0], &words, scored)
        && (search.twins = PyMem_Calloc(scored + words.count + 1, sizeof *search.twins))
        && !take_twins(&call, args[3], args[4], search.twins)
        && !take_model(&call, args[5], args[6], &search.model)
        && !take(&call, args[7], 4, 0, &search.deleted)
        && !take_found(&call, args[8], &search.model, &search.found)
        && !make_heap(&search.heap, args[9], search.model.count)) {
        search.own = words.ends[words.count - 1];
        search.order = search.twins + scored;
        order_words(&call, &words, search.order);
        search.chunk = make_chunk(search.own);
        PyObject *best = !search.chunk || collect_all(&search) ? NULL : sorted_items(&search.heap);
        if (best) result = Py_BuildValue("(nN)", search.total, best);
    }
    if (!result && !PyErr_Occurred()) PyErr_NoMemory();
    leave_chunk(search.chunk);
    PyMem_Free(search.twins);
    PyMem_Free(search.heap.items);
    leave_words(&words);
    leave(&call);
    return result;
}

/* Positions gathered from several documents, and how many each of their words has. */
typedef struct { uint32_t *counts; Spots all; } Gathered;

/* Expect the positions of all members of a set; return -1 for damage. */
static int expect_everywhere(const Call *call, const Numbers *set, Py_ssize_t *places)
{
    find_everywhere(call, set, places);
    for (Py_ssize_t each = 0; each < call->list_count; each++) {
        const List *list = &call->lists[each];
        const Py_ssize_t *row = places + each * set->count;
        for (Py_ssize_t i = 0; i < set->count; i++)
            if (row[i] < list->end) expect(list->arrays, row[i]);
    }
    for (Py_ssize_t i = 0; i < set->count; i++)
        if (expect_positions(call, set, i, places)) return -1;
    return 0;
}

static int gather_positions(Call *call, Words *words, const Numbers *set, Py_ssize_t *places,
                            Gathered *gathered)
{
    gathered->counts = PyMem_Calloc(set->count * words->count + 1, sizeof *gathered->counts);
    if (!gathered->counts) { PyErr_NoMemory(); return -1; }
    if (expect_everywhere(call, set, places)) return -1;
    Spots *all = &gathered->all;
    for (Py_ssize_t i = 0; i < set->count; i++) {
        stand_at(call, set, i, places);
        for (Py_ssize_t j = 0; j < words->count; j++) {
            Py_ssize_t found = find_word(call, words, j, member(set, i));
            if (found < 0 || make_spots(all, all->count + found)) return -1;
            if (found) memcpy(all->at + all->count, words->spots[j].at, found * sizeof *all->at);
            all->count += found;
            gathered->counts[i * words->count + j] = (uint32_t)found;
        }
    }
    return 0;
}

/* positions(set, words) -> (how many each member has of each word, these positions), as bytes */
static PyObject *positions(PyObject *module, PyObject *const *args, Py_ssize_t count)
{
    Call call = {0};
    Words words = {0};
    Gathered gathered = {0};
    Numbers set;
    PyObject *result = NULL;
    (void)module;
    if (count != 2) { misused("two arguments"); return NULL; }
    Py_ssize_t *places = NULL;
    if (!take_set(&call, args[0], &set) && !take_words(&call, args[1], &words, 0)
        && (places = places_for(&call, &set))
        && !gather_positions(&call, &words, &set, places, &gathered))
        result = Py_BuildValue("(y#y#)", gathered.counts ? (char *)gathered.counts : "",
                               set.count * words.count * (Py_ssize_t)sizeof *gathered.counts,
                               gathered.all.at ? (char *)gathered.all.at : "",
                               gathered.all.count * (Py_ssize_t)sizeof *gathered.all.at);
    PyMem_Free(places);
    PyMem_Free(gathered.counts);
    PyMem_Free(gathered.all.at);
    leave_words(&words);
    leave(&call);
    return result;
}

/* ---- Frequencies of what many terms begin with ---- */

static Py_ssize_t place_in(const Numbers *set, uint32_t wanted)
{
    Py_ssize_t low = 0, high = set->count;
    while (low < high) {
        Py_ssize_t middle = low + (high - low) / 2;
        if (member(set, middle) < wanted) low = middle + 1;
        else high = middle;
    }
    return low;
}

/* Members of a set, of which documents below `most` have a bit, and what is added up of each. */
typedef struct { const Numbers *set; uint8_t *marks; uint64_t most; uint32_t *sums; } Sums;

INLINE int add_list(const List *list, const int is_wide, const Sums *to)
{
    const uint8_t *marks = to->marks;
    for (Py_ssize_t place = list->start; place < list->end; place++) {
        uint32_t wanted = document_in(list, is_wide, place);
        if (wanted >= to->most) return damaged("a document beyond the last");
        if (!(marks[wanted >> 3] >> (wanted & 7) & 1)) continue;
        to->sums[place_in(to->set, wanted)] += (uint32_t)frequency(list->arrays, place);
    }
    return 0;
}

/* Add up the frequencies of all postings that are of members; lists need not be in order. */
static int add_up(Call *call, const Numbers *set, uint8_t *marks, uint64_t most, uint32_t *sums)
{
    const Sums to = {set, marks, most, sums};
    for (Py_ssize_t i = 0; i < set->count; i++) {
        uint32_t wanted = member(set, i);
        if (wanted >= most) return damaged("a document beyond the last");
        marks[wanted >> 3] |= (uint8_t)(1 << (wanted & 7));
    }
    for (Py_ssize_t i = 0; i < call->list_count; i++) {
        const List *list = &call->lists[i];
        if (is_wide(list) ? add_list(list, 1, &to) : add_list(list, 0, &to)) return -1;
    }
    return 0;
}

/* frequencies(set, lists, documents) -> how often all terms of the lists stand in each member */
static PyObject *frequencies(PyObject *module, PyObject *const *args, Py_ssize_t count)
{
    Call call = {0};
    Numbers set;
    uint8_t *marks = NULL;
    uint32_t *sums = NULL;
    PyObject *result = NULL;
    (void)module;
    if (count != 3) { misused("three arguments"); return NULL; }
    Py_ssize_t most = PyLong_AsSsize_t(args[2]);
    if (PyErr_Occurred()) return NULL;
    if (most >= 0 && !take_set(&call, args[0], &set) && !take_lists(&call, args[1])) {
        marks = PyMem_Calloc((most >> 3) + 1, 1);
        sums = PyMem_Calloc(set.count + 1, sizeof *sums);
        if (!marks || !sums) PyErr_NoMemory();
        else if (!add_up(&call, &set, marks, (uint64_t)most, sums))
            result = PyBytes_FromStringAndSize((char *)sums, set.count * (Py_ssize_t)sizeof *sums);
    } else if (!PyErr_Occurred()) {
        misused("fewer documents than none");
    }
    PyMem_Free(marks);
    PyMem_Free(sums);
    leave(&call);
    return result;
}

/* ---- Dictionaries ---- */

typedef struct { const uint8_t *text; Numbers offsets; Py_ssize_t size, count; } Entries;

static int take_entries(Call *call, PyObject *text, PyObject *offsets, Entries *entries)
{
    Numbers bytes;
    if (take_stored(call, text, 1, &bytes)
        || take_stored(call, offsets, 1 | 2 | 4 | 8, &entries->offsets))
        return -1;
    entries->text = bytes.at;
    entries->size = bytes.count;
    entries->count = entries->offsets.count ? entries->offsets.count - 1 : 0;
    return 0;
}

/* Find an entry; return its length, without the newline after it. */
static Py_ssize_t entry(const Entries *entries, Py_ssize_t i, const uint8_t **at)
{
    uint64_t start = number(&entries->offsets, i), end = number(&entries->offsets, i + 1);
    if (start >= end || end > (uint64_t)entries->size) return damaged("an entry beyond the end");
    *at = entries->text + start;
    return (Py_ssize_t)(end - start) - 1;
}

/* place_of(text, offsets, wanted) -> the number of the first entry not before it */
static PyObject *place_of(PyObject *module, PyObject *const *args, Py_ssize_t count)
{
    Call call = {0};
    Entries entries;
    Numbers wanted;
    PyObject *result = NULL;
    (void)module;
    if (count != 3) { misused("three arguments"); return NULL; }
    if (!take_entries(&call, args[0], args[1], &entries) && !take(&call, args[2], 1, 0, &wanted)) {
        Py_ssize_t low = 0, high = entries.count, length = 0;
        while (low < high && length >= 0) {
            Py_ssize_t middle = low + (high - low) / 2;
            const uint8_t *at;
            if ((length = entry(&entries, middle, &at)) < 0) break;
            Py_ssize_t shared = length < wanted.count ? length : wanted.count;
            int order = memcmp(at, wanted.at, shared);
            if (order < 0 || (!order && length < wanted.count)) low = middle + 1;
            else high = middle;
        }
        if (length >= 0) result = PyLong_FromSsize_t(low);
    }
    leave(&call);
    return result;
}

/* strings(text, offsets, numbers) -> the entries as str */
static PyObject *strings(PyObject *module, PyObject *const *args, Py_ssize_t count)
{
    Call call = {0};
    Entries entries;
    PyObject *result = NULL;
    (void)module;
    if (count != 3 || !PyList_Check(args[2])) { misused("three arguments"); return NULL; }
    if (!take_entries(&call, args[0], args[1], &entries)) result = PyList_New(PyList_Size(args[2]));
    for (Py_ssize_t i = 0; result && i < PyList_Size(result); i++) {
        const uint8_t *at;
        PyObject *text = NULL;
        Py_ssize_t wanted = PyLong_AsSsize_t(PyList_GetItem(args[2], i)), length = -1;
        if (!PyErr_Occurred()) length = wanted < 0 || wanted >= entries.count
                                            ? damaged("an entry beyond the end")
                                            : entry(&entries, wanted, &at);
        if (length >= 0) text = PyUnicode_DecodeUTF8((const char *)at, length, "surrogatepass");
        if (!text || PyList_SetItem(result, i, text)) Py_CLEAR(result);
    }
    leave(&call);
    return result;
}

/* What is needed of edit distances: a row for each letter of an entry, and the letters. Entries
   that begin alike share the rows of their beginning. */
typedef struct {
    const uint32_t *term;
    Py_ssize_t width;      /* letters of the term, and one */
    Py_ssize_t most;       /* letters of an entry that are looked at */
    int edits;
    uint32_t *letters;
    uint16_t *rows;
    uint16_t *least;       /* in each row */
} Table;

static inline uint16_t *row(const Table *table, Py_ssize_t i)
{
    return table->rows + i * table->width;
}

/* Tell whether a cell is near the diagonal; others are too beyond, and are not filled. */
static inline int is_in_band(const Table *table, Py_ssize_t i, Py_ssize_t j)
{
    return i - j <= table->edits && j - i <= table->edits;
}

/* Return what it takes at best to swap two letters that stand, in both, with a few between. */
static int swapped(const Table *table, Py_ssize_t i, Py_ssize_t j)
{
    int best = table->edits + 1;
    for (int a = 0; a < table->edits && i - 2 - a >= 0; a++)
        for (int b = 0; a + b < table->edits && j - 2 - b >= 0; b++)
            if (table->letters[i - 2 - a] == table->term[j - 1]
                && table->letters[i - 1] == table->term[j - 2 - b]
                && is_in_band(table, i - 2 - a, j - 2 - b)) {
                int cost = row(table, i - 2 - a)[j - 2 - b] + a + b + 1;
                if (cost < best) best = cost;
            }
    return best;
}

/* Fill the row of letter i, from 1, as far as it is near the diagonal, and a cell more on either
   side. */
static void fill_row(const Table *table, Py_ssize_t i)
{
    const uint16_t beyond = (uint16_t)(table->edits + 1);
    const Py_ssize_t first = i - table->edits, last = i + table->edits;
    uint16_t *above = row(table, i - 1), *here = row(table, i);
    uint16_t least = first <= 0 ? (uint16_t)i : beyond;
    if (first <= 0) here[0] = least;
    else if (first <= table->width) here[first - 1] = beyond;
    for (Py_ssize_t j = first > 1 ? first : 1; j <= last && j < table->width; j++) {
        int best = above[j - 1] + (table->letters[i - 1] != table->term[j - 1]);
        if (above[j] + 1 < best) best = above[j] + 1;
        if (here[j - 1] + 1 < best) best = here[j - 1] + 1;
        if (best > 1) {
            int swap = swapped(table, i, j);
            if (swap < best) best = swap;
        }
        if (best > beyond) best = beyond;
        here[j] = (uint16_t)best;
        if (best < least) least = (uint16_t)best;
    }
    if (last + 1 < table->width) here[last + 1] = beyond;
    table->least[i] = least;
}

/* Tell whether no longer entry that begins so can be near enough: nothing in the last row is, nor
   before it, with what a swap that reaches back there costs. */
static int is_dead_end(const Table *table, Py_ssize_t i)
{
    for (int back = 0; back <= table->edits && back <= i; back++)
        if (table->least[i - back] + back <= table->edits) return 0;
    return 1;
}

/* Read one character of UTF-8; what is none is taken a byte at a time. */
static Py_ssize_t letter(const uint8_t *at, Py_ssize_t left, uint32_t *found)
{
    Py_ssize_t size = *at < 0xC0 ? 1 : *at < 0xE0 ? 2 : *at < 0xF0 ? 3 : 4;
    if (size > left) size = 1;
    *found = size == 1 ? *at : *at & (0xFF >> (size + 1));
    for (Py_ssize_t i = 1; i < size; i++) *found = *found << 6 | (at[i] & 0x3F);
    return size;
}

/* What is known of the entry before: how many letters have rows, and how many bytes of it can
   begin no entry that is near enough, -1 when they can. */
typedef struct { const uint8_t *at; Py_ssize_t rows, dead; } Before;

/* Return whether an entry is near enough. */
static int is_near(const Table *table, const uint8_t *at, Py_ssize_t length, Before *before)
{
    Py_ssize_t count = 0, read = 0;
    int is_same = 1;
    before->dead = -1;
    while (read < length) {
        uint32_t found;
        if (count == table->most) { before->dead = read; break; }
        read += letter(at + read, length - read, &found);
        is_same = is_same && count < before->rows && table->letters[count] == found;
        table->letters[count++] = found;
        if (is_same) continue;
        fill_row(table, count);
        before->rows = count;
        if (is_dead_end(table, count)) { before->dead = read; break; }
    }
    before->rows = is_same && before->rows > count ? before->rows : count;
    return before->dead < 0 && is_in_band(table, count, table->width - 1)
           && row(table, count)[table->width - 1] <= table->edits;
}

static int make_table(Table *table, const Numbers *term, long edits)
{
    table->term = term->at;
    table->width = term->count + 1;
    table->edits = (int)edits;
    table->most = term->count + edits;
    table->letters = PyMem_Calloc(table->most + 1, sizeof *table->letters);
    table->rows = PyMem_Calloc((table->most + 1) * table->width, sizeof *table->rows);
    table->least = PyMem_Calloc(table->most + 1, sizeof *table->least);
    if (!table->letters || !table->rows || !table->least) { PyErr_NoMemory(); return -1; }
    for (Py_ssize_t j = 0; j < table->width; j++) table->rows[j] = (uint16_t)j;
    return 0;
}

/* Tell whether an entry begins like the one before, which is dead; -1 for damage. */
static inline int is_dead(const Entries *entries, Py_ssize_t i, const Before *before)
{
    const uint8_t *at;
    Py_ssize_t length = entry(entries, i, &at);
    if (length < 0) return -1;
    return length >= before->dead && !memcmp(at, before->at, before->dead);
}

/* Return the first entry after a dead one that does not begin like it, -1 for damage: double the
   step, then halve it. */
static Py_ssize_t after_dead(const Entries *entries, Py_ssize_t i, Py_ssize_t end,
                             const Before *before)
{
    Py_ssize_t step = 1;
    int state = 1;
    while (step < end - i && (state = is_dead(entries, i + step, before)) > 0) {
        i += step;
        step *= 2;
    }
    for (; step && state >= 0; step /= 2) {
        state = step < end - i ? is_dead(entries, i + step, before) : 0;
        if (state > 0) i += step;
    }
    return state < 0 ? -1 : i + 1;
}

static PyObject *collect_near(const Entries *entries, const Table *table, Py_ssize_t first,
                              Py_ssize_t end)
{
    Before before = {NULL, 0, -1};
    PyObject *found = PyList_New(0);
    Py_ssize_t i = first;
    while (found && i < end) {
        Py_ssize_t length = entry(entries, i, &before.at);
        if (length < 0) { Py_CLEAR(found); break; }
        if (is_near(table, before.at, length, &before)) {
            PyObject *place = PyLong_FromSsize_t(i);
            if (!place || PyList_Append(found, place)) Py_CLEAR(found);
            Py_XDECREF(place);
        }
        i = before.dead < 0 ? i + 1 : after_dead(entries, i, end, &before);
        if (i < 0) Py_CLEAR(found);
    }
    return found;
}

/* within(text, offsets, first, end, letters, edits) -> numbers of the entries at that distance */
static PyObject *within(PyObject *module, PyObject *const *args, Py_ssize_t count)
{
    Call call = {0};
    Entries entries;
    Numbers term;
    Table table = {0};
    PyObject *result = NULL;
    (void)module;
    if (count != 6) { misused("six arguments"); return NULL; }
    Py_ssize_t first = PyLong_AsSsize_t(args[2]), end = PyLong_AsSsize_t(args[3]);
    long edits = PyLong_AsLong(args[5]);
    if (!PyErr_Occurred() && !take_entries(&call, args[0], args[1], &entries)
        && !take(&call, args[4], 4, 0, &term)) {
        if (first < 0 || end > entries.count || edits < 0 || edits > 8 || term.count > 4096)
            damaged("entries beyond the end, or a term or distance too long");
        else if (!make_table(&table, &term, edits))
            result = collect_near(&entries, &table, first, end);
    }
    PyMem_Free(table.letters);
    PyMem_Free(table.rows);
    PyMem_Free(table.least);
    leave(&call);
    return result;
}

/* ---- The module ---- */

#define KERNEL(name) {#name, (PyCFunction)(void (*)(void))name, METH_FASTCALL, NULL}

static PyMethodDef methods[] = {
    KERNEL(best_of_any), KERNEL(best_among), KERNEL(unite), KERNEL(common), KERNEL(without),
    KERNEL(totals), KERNEL(standing), KERNEL(best_of_all), KERNEL(positions),
    KERNEL(frequencies), KERNEL(place_of), KERNEL(strings), KERNEL(within), {NULL, NULL, 0, NULL},
};

static PyModuleDef_Slot slots[] = {{0, NULL}};

static struct PyModuleDef definition = {
    .m_base = PyModuleDef_HEAD_INIT,
    .m_name = "_kernels",
    .m_size = 0,
    .m_methods = methods,
    .m_slots = slots,
};

PyMODINIT_FUNC PyInit__kernels(void)
{
    return PyModuleDef_Init(&definition);
}
