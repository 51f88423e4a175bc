export { withDpop } from './dpop.feature';
