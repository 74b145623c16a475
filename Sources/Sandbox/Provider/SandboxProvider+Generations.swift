import LosslessJSON

extension SandboxProvider {
    /// Takes on a generation, or does what its marker asks instead; recorded either way.
    func submit(_ call: Call, isLegacy: Bool) -> SandboxAnswer {
        let body = try? JSON(parsing: call.request.body)
        var attempt = Attempt(
            number: account.attempts.count + 1, receivedAt: call.now, requestID: call.requestID,
            request: call.request, body: body)
        var answer: SandboxAnswer
        do throws(Rejection) {
            answer = try accept(call, body: body, attempt: &attempt, isLegacy: isLegacy)
        } catch {
            answer = call.rejected(error)
        }
        switch answer.delivery {
        case .reset, .hang: attempt.status = nil
        default: attempt.status = answer.status
        }
        account.record(attempt)
        return answer
    }

    private func accept(
        _ call: Call, body: JSON?, attempt: inout Attempt, isLegacy: Bool
    ) throws(Rejection) -> SandboxAnswer {
        try authorize(call)
        guard let body else { throw .badRequest("The body is not JSON, or names a key twice.") }
        var chance = SplitMix64(seed: options.seed, stream: UInt64(attempt.number))
        attempt.inferenceID = GenerationIDForm.uuid(chance: &chance)
        attempt.isLogged = true

        let request = try GenerationRequest(body, prices: prices)
        let wasRedirected = call.request.query["followed"] != nil
        let plan = Plan(request, options: options, at: call.now, chance: &chance)
        let chanceFault = plan.isLost ? .reset : options.fault(ofAttempt: attempt.number)
        let fault = wasRedirected ? nil : request.marker.submit ?? chanceFault
        if case .resetBefore = fault { attempt.isLogged = false }

        if fault?.startsGeneration ?? true {
            guard account.availableNanos(at: call.now) >= plan.generation.hold.nanos else {
                throw .outOfCredits
            }
            if let keyLimit {
                let spent = account.spentNanos(since: keyLimit.start(at: call.now), at: call.now)
                guard spent + plan.generation.hold.nanos <= keyLimit.nanos else {
                    throw .keyLimitReached
                }
            }
            attempt.inferenceID = plan.generation.id
            attempt.generation = plan.generation
        }
        return answer(call, to: plan.generation, fault: fault, isLegacy: isLegacy)
    }

    private func answer(
        _ call: Call, to generation: Generation, fault: SubmitFault?, isLegacy: Bool
    ) -> SandboxAnswer {
        var answer = SandboxAnswer(status: isLegacy ? 201 : 200, json: generation.submitted(fault))
        switch fault {
        case .status(let status): return odd(call, status: status, marker: generation.marker)
        case .html: return .html(status: 200)
        case .empty: return .empty(status: 200)
        case .null: return .null(status: 200)
        case .noID: return answer
        case .redirect:
            var redirect = SandboxAnswer.empty(status: 307)
            redirect.add(header: "location", "\(call.request.path)?followed=1")
            return redirect
        case .torn: answer.delivery = .torn
        case .reset, .resetBefore: answer.delivery = .reset
        case .hang: answer.delivery = .hang
        case .slow: answer.delivery = .late(generation.marker.delay ?? options.faultDelay)
        case .huge:
            answer.body.removeLast()
            answer.body += Array(#","padding":""#.utf8)
            answer.delivery = .padded(bytes: 100_000_000, end: "\"}")
        case .headerID, .generationID, nil: break
        }
        answer.add(header: "x-inference-id", generation.id)
        return answer
    }

    /// Says how a generation stands, or does what its marker asks instead.
    func poll(_ call: Call) throws(Rejection) -> SandboxAnswer {
        guard let id = call.request.query["generation_id"], !id.isEmpty else {
            throw .badRequest("generation_id: Required")
        }
        guard let generation = account.generation(id), !generation.marker.isForgotten else {
            throw .notFound("Generation '\(id)' not found.")
        }
        var answer = generation.polled(at: call.now)
        switch account.nextPollFault(of: generation) {
        case .status(let status): return odd(call, status: status, marker: generation.marker)
        case .html: return .html(status: 200)
        case .empty: return .empty(status: 200)
        case .null: return .null(status: 200)
        case .torn: answer.delivery = .torn
        case .reset: answer.delivery = .reset
        case .hang: answer.delivery = .hang
        case .notANumber: answer.append(member: #""meta":{"usage":{"usd_spent":NaN}}"#)
        case .duplicate: answer.append(member: #""status":"queued""#)
        case .deep:
            let depth = 10_000
            answer.append(
                member: "\"deep\":" + String(repeating: "[", count: depth)
                    + String(repeating: "]", count: depth))
        case nil: break
        }
        answer.add(header: "x-inference-id", generation.marker.polledID ?? generation.id)
        return answer
    }

    /// An error status, with a body in the shape that the marker asks for.
    private func odd(_ call: Call, status: Int, marker: Marker) -> SandboxAnswer {
        if let body = marker.body { return body.answer(status: status) }
        var rejection = Rejection.status(status)
        rejection.isStringly = marker.isStringly
        return call.rejected(rejection)
    }
}
