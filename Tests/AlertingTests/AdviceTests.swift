import Accounting
import Alerting
import Testing

@Suite struct AdviceTests {
    @Test func everyEventHasAdviceOrNothingToDo() {
        let withNone = Alert.Event.allCases.filter { event in
            Advice.text(for: Sample.alert(event, budget: "a")) == nil
        }
        #expect(withNone == [.resolved, .test])
    }

    /// A name is copied from a message into a terminal.
    @Test(arguments: [
        ("pro-month", "override pro-month --add"), ("two words", "override 'two words' --add"),
        ("$(rm -rf ~)", "override '$(rm -rf ~)' --add"), ("it's", #"override 'it'\''s' --add"#),
        ("日", "override '日' --add"),
    ])
    func aBudgetsNameIsOneWordOfAShell(name: String, part: String) throws {
        let alert = Sample.alert(.thresholdCrossed, budget: name)
        #expect(try #require(Advice.text(for: alert)).contains(part))
    }

    @Test func aSubmissionIsNamed() throws {
        let alert = Sample.alert(.unresolved, submissionID: Sample.submissionID)
        let advice = try #require(Advice.text(for: alert))
        #expect(advice.contains("bursar resolve \(Sample.submissionID) --charged USD"))
    }

    @Test func anotherAdviceTakesItsPlace() {
        let notice = AlertNotice(
            Sample.alert(.test), raisedAt: Sample.raisedAt, calendar: Sample.calendar,
            advice: "look here")
        #expect(Sample.outgoing(notice, .email).content.contains("\n\nlook here\n\n"))
    }
}
