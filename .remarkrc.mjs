// Every relative link of the documentation leads to a file, and its anchor to a heading there: `npm run links`.
import remarkGfm from 'remark-gfm';
import remarkValidateLinks from 'remark-validate-links';

export default {
  plugins: [remarkGfm, [remarkValidateLinks, { repository: false }]],
};
