/** The layout's arithmetic, in a thread of its own and from a file: no script is made of text. */

import begin from "graphology-layout-forceatlas2/webworker.js";

begin();
