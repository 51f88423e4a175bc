import { Pipe, PipeTransform } from '@angular/core';

const FORMAT = new Intl.NumberFormat();

/** Writes a number the way the visitor's own locale does. */
@Pipe({ name: 'amount' })
export class AmountPipe implements PipeTransform {
  transform(value: number): string {
    return FORMAT.format(value);
  }
}
