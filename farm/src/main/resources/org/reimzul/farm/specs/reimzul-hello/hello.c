#include <stdio.h>

int main(void) {
  puts("Hello from " PACKAGE ", built by Reimzul.");
  return 0;
}
