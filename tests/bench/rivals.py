"""Pages of other libraries that show the same graph, each as its manual advises for large ones."""

from __future__ import annotations

import json
import math
import shutil
import subprocess
import sys
from pathlib import Path

CYTOSCAPE = "cytoscape@3.34.4"
PYTHON = ("pyvis==0.3.2", "neo4j-viz==1.11.0", "setuptools==80.9.0")
TURN = 2.399963  # the golden angle
PAGE = """<!doctype html><meta charset="utf-8">
<style>html, body, #graph {{ height: 100%; margin: 0 }}</style><div id="graph"></div>
<script>{script}</script><script>
const graph = {graph};
const preset = {preset};
const elements = [
  ...graph.nodes.map(([id, name, x, y]) => ({{ data: {{ id, name }}, position: {{ x, y }} }})),
  ...graph.links.map(([source, target], at) => ({{ data: {{ id: `e${{at}}`, source, target }} }})),
];
cytoscape({{
  container: document.getElementById("graph"), elements,
  // Its manual on performance: WebGL, haystack edges, no edges while the view moves.
  renderer: {{ name: "canvas", webgl: true }}, hideEdgesOnViewport: true, pixelRatio: 1,
  textureOnViewport: true,
  style: [
    {{ selector: "node", style: {{ label: "data(name)", "min-zoomed-font-size": 8, width: 12,
      height: 12, "background-color": "#0072b2" }} }},
    {{ selector: "edge", style: {{ width: 1, "curve-style": "haystack", "line-color": "#aab" }} }},
  ],
  layout: preset ? {{ name: "preset" }} : {{ name: "cose", animate: false, numIter: 100 }},
}});
</script>"""
# Run by the Python that the libraries are installed in: nodes and links come as JSON.
WRITER = """
import json, sys
from pathlib import Path
graph = json.loads(Path(sys.argv[2]).read_text(encoding="utf-8"))
preset, page = sys.argv[3] == "preset", Path(sys.argv[4])
if sys.argv[1] == "pyvis":
    from pyvis.network import Network
    net = Network(height="100vh", width="100%", cdn_resources="in_line")
    for id, name, x, y in graph["nodes"]:
        net.add_node(id, label=name, x=x, y=y, size=8)
    net.add_edges(graph["links"])
    net.set_options(json.dumps({
        "layout": {"improvedLayout": False},
        "edges": {"smooth": False},
        "interaction": {"hideEdgesOnDrag": True, "hideEdgesOnZoom": True},
        "physics": {"enabled": not preset},
    }))
    page.write_text(net.generate_html(), encoding="utf-8")
else:
    from neo4j_viz import Layout, Node, Relationship, Renderer, VisualizationGraph
    nodes = [Node(id=id, caption=name, x=x, y=y, size=8) for id, name, x, y in graph["nodes"]]
    links = [Relationship(source=a, target=b) for a, b in graph["links"]]
    shown = VisualizationGraph(nodes=nodes, relationships=links).render(
        renderer=Renderer.WEB_GL, max_allowed_nodes=20_000, width="100vw", height="100vh",
        layout=Layout.COORDINATE if preset else Layout.FORCE_DIRECTED,
    )
    page.write_text(shown.data, encoding="utf-8")
"""


class Rivals:
    """The other libraries, installed into a folder of their own."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._python = folder / "py" / "bin" / "python"
        self._script = folder / "node_modules" / "cytoscape" / "dist" / "cytoscape.min.js"

    def install(self) -> str:
        """Install what is not there yet; return why that failed, nothing if it did not."""
        commands = []
        if not self._script.exists():
            commands.append(["npm", "install", "--prefix", str(self._folder), CYTOSCAPE])
        if not self._python.exists():
            commands.append([sys.executable, "-m", "venv", str(self._folder / "py")])
            commands.append([str(self._python), "-m", "pip", "install", "--quiet", *PYTHON])
        for command in commands:
            if not shutil.which(command[0]):
                return f"there is no {command[0]}"
            done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
            if done.returncode:
                shutil.rmtree(self._folder / "py", ignore_errors=True)
                return f"{' '.join(command[:3])}: {done.stderr.strip().splitlines()[-1]}"
        return ""

    def write(self, library: str, graph: dict[str, list], preset: bool) -> Path:
        """Write the page that shows a graph, laid out by the library or as given."""
        layout = "preset" if preset else "own"
        place = self._folder / f"{library}-{len(graph['nodes'])}-{layout}.html"
        if library == "Cytoscape.js":
            script = self._script.read_text(encoding="utf-8").replace("</script", "<\\/script")
            told = json.dumps(graph), json.dumps(preset)
            page = PAGE.format(script=script, graph=told[0], preset=told[1])
            place.write_text(page, encoding="utf-8")
            return place
        listed = place.with_suffix(".json")
        listed.write_text(json.dumps(graph), encoding="utf-8")
        subprocess.run(
            [str(self._python), "-c", WRITER, library, str(listed), layout, str(place)],
            check=True, cwd=self._folder,
        )  # fmt: skip
        return place


def spiral(number: int) -> tuple[float, float]:
    """Return where a node lies when all libraries get the same places."""
    far = 20 * math.sqrt(number)
    return far * math.cos(number * TURN), far * math.sin(number * TURN)
