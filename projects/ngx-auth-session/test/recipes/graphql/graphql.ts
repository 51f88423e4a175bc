import { HttpErrorResponse, HttpInterceptorFn, HttpResponse } from '@angular/common/http';
import { map } from 'rxjs';

interface GraphQLAnswer {
  readonly errors?: readonly { readonly extensions?: { readonly code?: string } }[];
}

function isUnauthenticated(body: unknown): boolean {
  const { errors } = (body ?? {}) as GraphQLAnswer;
  return !!errors?.some(({ extensions }) => extensions?.code === 'UNAUTHENTICATED');
}

/** Turns a GraphQL answer that says "not signed in" into a 401, so that the library refreshes. */
export const graphqlInterceptor: HttpInterceptorFn = (request, next) =>
  next(request).pipe(
    map((event) => {
      if (!(event instanceof HttpResponse) || !isUnauthenticated(event.body)) return event;
      const { headers, body: error } = event;
      throw new HttpErrorResponse({ status: 401, headers, error, url: request.urlWithParams });
    }),
  );
