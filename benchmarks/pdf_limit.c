/* What pdfium itself needs for a file: load every page and its text, ask for every character, visit every drawn path.
   usage: pdf_limit FILE ROUNDS   prints CPU milliseconds a page, the median of the rounds (at most 99) */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

typedef void *Handle;
typedef struct { float left, top, right, bottom; } Rectangle;

void FPDF_InitLibrary(void);
Handle FPDF_LoadDocument(const char *, const char *);
void FPDF_CloseDocument(Handle);
int FPDF_GetPageCount(Handle);
Handle FPDF_LoadPage(Handle, int);
void FPDF_ClosePage(Handle);
Handle FPDFText_LoadPage(Handle);
void FPDFText_ClosePage(Handle);
int FPDFText_CountChars(Handle);
unsigned FPDFText_GetUnicode(Handle, int);
int FPDFText_GetLooseCharBox(Handle, int, Rectangle *);
int FPDFPage_CountObjects(Handle);
Handle FPDFPage_GetObject(Handle, int);
int FPDFFormObj_CountObjects(Handle);
Handle FPDFFormObj_GetObject(Handle, unsigned long);
int FPDFPageObj_GetType(Handle);
int FPDFPath_CountSegments(Handle);
Handle FPDFPath_GetPathSegment(Handle, int);
int FPDFPathSegment_GetPoint(Handle, float *, float *);

static double sum;

static void visit(Handle owner, int form, int depth) {
    int count = form ? FPDFFormObj_CountObjects(owner) : FPDFPage_CountObjects(owner);
    for (int i = 0; i < count && depth < 8; i++) {
        Handle object = form ? FPDFFormObj_GetObject(owner, i) : FPDFPage_GetObject(owner, i);
        int type = FPDFPageObj_GetType(object);
        if (type == 5) visit(object, 1, depth + 1);
        if (type != 2) continue;
        int segments = FPDFPath_CountSegments(object);
        for (int k = 0; k < segments; k++) {
            float x = 0, y = 0;
            FPDFPathSegment_GetPoint(FPDFPath_GetPathSegment(object, k), &x, &y);
            sum += x + y;
        }
    }
}

static int read_all(const char *path) {
    Handle document = FPDF_LoadDocument(path, NULL);
    int pages = FPDF_GetPageCount(document);
    for (int i = 0; i < pages; i++) {
        Handle page = FPDF_LoadPage(document, i);
        Handle text = FPDFText_LoadPage(page);
        int characters = FPDFText_CountChars(text);
        for (int k = 0; k < characters; k++) {
            Rectangle box = {0, 0, 0, 0};
            FPDFText_GetLooseCharBox(text, k, &box);
            sum += box.left + FPDFText_GetUnicode(text, k);
        }
        visit(page, 0, 0);
        FPDFText_ClosePage(text);
        FPDF_ClosePage(page);
    }
    FPDF_CloseDocument(document);
    return pages;
}

static int order(const void *a, const void *b) {
    double difference = *(const double *)a - *(const double *)b;
    return (difference > 0) - (difference < 0);
}

int main(int argc, char **argv) {
    if (argc < 3) return 2;
    int rounds = atoi(argv[2]);
    double spent[99];
    if (rounds < 1 || rounds > 99) return 2;
    FPDF_InitLibrary();
    for (int round = 0; round < rounds; round++) {
        clock_t start = clock();
        int pages = read_all(argv[1]);
        spent[round] = 1e3 * (double)(clock() - start) / CLOCKS_PER_SEC / (pages > 0 ? pages : 1);
    }
    qsort(spent, rounds, sizeof(double), order);
    printf("%.4f\n", spent[rounds / 2]);
    return sum == 1.5;
}
