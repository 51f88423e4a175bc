import { Pipe, PipeTransform } from '@angular/core';

const FORMAT = new Intl.NumberFormat();

/** Formats a number in the browser's locale. */
@Pipe({ name: 'amount' })
export class AmountPipe implements PipeTransform {
  transform(value: number): string {
    return FORMAT.format(value);
  }
}
