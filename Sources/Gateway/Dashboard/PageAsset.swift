import HTTPTypes
import Hummingbird
import NIOCore
import Reporting

/// What pages fetch beside themselves. It says nothing of any accounts.
package enum PageAsset: CaseIterable, Hashable, Sendable {
    case style, script, icon

    package var path: String {
        switch self {
        case .style: PageAssets.stylePath
        case .script: PageAssets.scriptPath
        case .icon: PageAssets.iconPath
        }
    }

    var response: Response {
        Response(
            status: .ok,
            headers: [
                .contentType: type, .cacheControl: "no-cache", .xContentTypeOptions: "nosniff",
            ], body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }

    private var text: String {
        switch self {
        case .style: PageAssets.style
        case .script: PageAssets.script
        case .icon: PageAssets.icon
        }
    }

    private var type: String {
        switch self {
        case .style: "text/css; charset=utf-8"
        case .script: "text/javascript; charset=utf-8"
        case .icon: "image/svg+xml"
        }
    }
}
