// The layer on the Leaflet map: one canvas for the basemap, one for everything that moves.
const PAD = 0.12;

const Sheet = L.Layer.extend({
  initialize(painter) { this._painter = painter; },
  onAdd(map) {
    this._map = map;
    for (const [name, z] of [["base", 150], ["marks", 420]]) {
      const pane = map.createPane(`deployment-${name}`);
      pane.style.zIndex = z;
      pane.style.pointerEvents = "none";
      const canvas = L.DomUtil.create("canvas", "leaflet-zoom-animated", pane);
      canvas.setAttribute("aria-hidden", "true");
      this[`_${name}`] = canvas;
    }
    this.reset();
  },
  getEvents() {
    return { zoomanim: this._animate, moveend: this.reset, resize: this.reset, move: this._move, viewreset: this.reset };
  },
  // While dragging, the canvases move with the map; they are drawn anew when the drag leaves their margin.
  _move() {
    const size = this._map.getSize(), at = this._map.containerPointToLayerPoint([0, 0]), view = this.view;
    if (!view || this._map._animatingZoom) return;
    const off = at.subtract(view.corner);
    const room = view.pad * 0.9;
    if (Math.abs(off.x - view.pad) > room || Math.abs(off.y - view.pad) > room || view.zoom !== this._map.getZoom()) this.reset(size);
  },
  _animate(event) {
    const scale = this._map.getZoomScale(event.zoom, this.view.zoom);
    const corner = this._map._latLngToNewLayerPoint(this.view.topLeft, event.zoom, event.center);
    for (const canvas of [this._base, this._marks]) L.DomUtil.setTransform(canvas, corner, scale);
  },
  reset() {
    const map = this._map, size = map.getSize(), pad = Math.round(Math.max(size.x, size.y) * PAD);
    const corner = map.containerPointToLayerPoint([-pad, -pad]).round();
    const zoom = map.getZoom(), scale = 256 * 2 ** zoom, origin = map.getPixelOrigin().add(corner);
    const width = size.x + 2 * pad, height = size.y + 2 * pad, dpr = document.documentElement.classList.contains("dm-print") ? 3 : Math.min(2, window.devicePixelRatio || 1);
    this.view = {
      pad, corner, zoom, scale, x: origin.x, y: origin.y, width, height, dpr, topLeft: map.layerPointToLatLng(corner),
      west: origin.x / scale, east: (origin.x + width) / scale, north: origin.y / scale, south: (origin.y + height) / scale,
    };
    for (const canvas of [this._base, this._marks]) {
      if (canvas.width !== Math.round(width * dpr) || canvas.height !== Math.round(height * dpr)) {
        canvas.width = Math.round(width * dpr);
        canvas.height = Math.round(height * dpr);
        canvas.style.width = `${width}px`;
        canvas.style.height = `${height}px`;
      }
      L.DomUtil.setTransform(canvas, corner, 1);
    }
    this._painter.base(this._base.getContext("2d", { alpha: false }), this.view);
    this._painter.marks(this._marks.getContext("2d"), this.view);
  },
  redraw() { if (this.view) this._painter.marks(this._marks.getContext("2d"), this.view); },
  // A point of the map's window as a point of the canvases.
  local(point) { return this._map.containerPointToLayerPoint(point).subtract(this.view.corner); },
});
