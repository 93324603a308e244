/* Widgets of Enketo without those that draw on pictures, load maps from elsewhere or replace date fields of phones. */
import note from 'enketo-core/src/widget/note/notewidget';
import mobile from 'enketo-core/src/widget/select-mobile/selectpicker';
import autocomplete from 'enketo-core/src/widget/select-autocomplete/autocomplete';
import textarea from 'enketo-core/src/widget/textarea/textarea';
import table from 'enketo-core/src/widget/table/tablewidget';
import radio from 'enketo-core/src/widget/radio/radiopicker';
import media from 'enketo-core/src/widget/select-media/select-media';
import file from 'enketo-core/src/widget/file/filepicker';
import likert from 'enketo-core/src/widget/select-likert/likertitem';
import columns from 'enketo-core/src/widget/columns/columns';
import range from 'enketo-core/src/widget/range/range-widget';
import url from 'enketo-core/src/widget/url/url-widget';
import max from 'enketo-core/src/widget/text-max/text-max';
import rating from 'enketo-core/src/widget/rating/rating';
import decimal from 'enketo-core/src/widget/number-input/decimal-input';
import integer from 'enketo-core/src/widget/number-input/integer-input';
export default [note, mobile, autocomplete, textarea, table, radio, media, file, likert, columns, range, url, max, rating, decimal, integer];
