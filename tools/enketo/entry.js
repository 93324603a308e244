/* What of Enketo a page uses: the form, and the files that were chosen in it. */
import { Form } from 'enketo-core';
import fileManager from 'enketo-core/src/js/file-manager';

export { Form, fileManager };
