// A token stays in the page's memory only; the document is never sent to a validator elsewhere.
SwaggerUIBundle({
  url: location.pathname + '/openapi.json',
  dom_id: '#page',
  deepLinking: true,
  filter: true,
  docExpansion: 'none',
  defaultModelsExpandDepth: 0,
  displayRequestDuration: true,
  persistAuthorization: false,
  validatorUrl: null,
  presets: [SwaggerUIBundle.presets.apis]
})
