import HTTPTypes

/// Programs send neither header; a browser sends them, and a page cannot change them.
extension RequestCheck {
    func origin(of request: HTTPRequest, to path: GatewayPath) -> GatewayError? {
        let headers = request.headerFields
        if let origin = headers[.origin], !PageOrigin.isSame(origin, as: request.authority ?? "") {
            return .crossSite("origin", origin)
        }
        if let site = headers[.secFetchSite]?.lowercased(), site != "same-origin", site != "none",
            !isVisit(request, to: path)
        {
            return .crossSite("sec-fetch-site", site)
        }
        return nil
    }

    /// Whether someone follows a link to a page: it is shown and no other can read it.
    private func isVisit(_ request: HTTPRequest, to path: GatewayPath) -> Bool {
        (path.isPage || path == .signIn) && request.method == .get
            && request.headerFields[.secFetchMode] == "navigate"
            && request.headerFields[.secFetchDest] == "document"
    }
}

extension HTTPField.Name {
    static let secFetchSite = HTTPField.Name("sec-fetch-site")!
    static let secFetchMode = HTTPField.Name("sec-fetch-mode")!
    static let secFetchDest = HTTPField.Name("sec-fetch-dest")!
}
