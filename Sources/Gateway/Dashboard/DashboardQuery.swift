import Accounting
import Inquiries
import Reporting

/// What the pickers of the dashboard ask for: a month, or a part of it.
struct DashboardQuery {
    var question = ReportQuestion()

    static let parameters: [QueryParameter] = [.month, .model, .mode, .orientation, .project]

    /// - Throws: ``GatewayError`` of status 400.
    init(_ query: String?) throws(GatewayError) {
        let reader = try QueryReader(
            query, knowing: DashboardQuery.parameters, allowsEmpty: true)
        question.period = .month(try reader.month())
        question.filters = SpendReport.Filters(
            model: try reader.name("model"), mode: try reader.word("mode"),
            orientation: try reader.word("orientation"), project: try reader.name("project"),
            state: nil)
        question.compares = true
        question.order = .amount
    }
}
