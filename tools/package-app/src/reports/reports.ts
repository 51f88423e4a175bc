import { httpResource } from '@angular/common/http';
import { Component } from '@angular/core';
import { RouterLink } from '@angular/router';

@Component({
  selector: 'app-reports',
  imports: [RouterLink],
  template: `
    <h1>Reports</h1>
    <output aria-label="Users">{{ users.value()?.length }}</output>
    <a routerLink="/">Profile</a>
  `,
})
export class Reports {
  readonly users = httpResource<readonly unknown[]>(() => '/api/users');
}
