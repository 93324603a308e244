/* Of node-forge only what digest() computes with. */
import forge from 'node-forge/lib/forge';
import 'node-forge/lib/md.all';

export const { md, util } = forge;
export default forge;
