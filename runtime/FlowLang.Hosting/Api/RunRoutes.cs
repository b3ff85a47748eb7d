using FlowLang.Hosting.Http;
using FlowLang.Scheduling;

namespace FlowLang.Hosting.Api;

/// <summary>/runs: history, and starting and ending runs.</summary>
internal static class RunRoutes
{
    private const int LongestKey = 200;

    public static ApiRoute[] All { get; } =
    [
        ApiRoute.Get("/runs", "Runs, newest first", List) with
        {
            Parameters =
            [
                ApiParameter.Query("pipeline", "whose runs"),
                ApiParameter.Query("phase", "queued, running, waiting, done, failed, cancelled or skipped"),
                ApiParameter.Query("from", "due at this time or later"),
                ApiParameter.Query("to", "due before this time"),
                .. ApiParameter.Paged,
            ],
        },
        ApiRoute.Post("/runs", "Queues runs: of an interval, of a range of them, or of a pipeline without", TriggerAsync, status: 202) with
        {
            Body = typeof(TriggerBody),
            Parameters = [new("Idempotency-Key", "header", "the same key within a day gives the same runs and queues none")],
        },
        ApiRoute.Post("/runs/preview", "The runs that such a request would queue", PreviewAsync) with
        {
            Role = Access.Role.Viewer,
            Body = typeof(TriggerBody),
        },
        ApiRoute.Get("/runs/{id}", "One run, with attempts, rows and expectations", call => Find(call)) with
        {
            Parameters = [ApiParameter.Path("id", "of a run")],
        },
        ApiRoute.Post("/runs/{id}/cancel", "Ends a run that is queued or goes", CancelAsync) with
        {
            Parameters = [ApiParameter.Path("id", "of a run")],
        },
    ];

    public static RunDetail Find(ApiCall call) =>
        call.Orchestrator.Run(call.Path("id")) ?? throw HttpErrors.NothingThere($"run `{call.Path("id")}`");

    private static Page<RunSummary> List(ApiCall call) => call.Orchestrator.Runs(new RunQuery
    {
        Pipeline = call.Query("pipeline"),
        Phase = call.Choice<RunPhase>("phase"),
        From = call.Time("from"),
        To = call.Time("to"),
        After = call.Query("after"),
        Count = call.Count(),
    });

    private static async Task<QueuedRuns> TriggerAsync(ApiCall call)
    {
        string? key = call.Header("Idempotency-Key");
        if (key is { Length: > LongestKey })
        {
            throw HttpErrors.Bad($"`Idempotency-Key` has at most {LongestKey} characters");
        }

        TriggerBody body = await call.BodyAsync<TriggerBody>();
        Known(call, body);
        return new QueuedRuns([.. await call.Orchestrator.TriggerAsync(body.Request(call.By, key), call.Cancel)]);
    }

    private static async Task<PlannedRun[]> PreviewAsync(ApiCall call)
    {
        TriggerBody body = await call.BodyAsync<TriggerBody>();
        Known(call, body);
        return [.. call.Orchestrator.Preview(body.Request(call.By, null))];
    }

    private static void Known(ApiCall call, TriggerBody body)
    {
        if (call.Orchestrator.Pipeline(body.Pipeline) is null)
        {
            throw HttpErrors.NothingThere($"pipeline `{body.Pipeline}`");
        }
    }

    private static async Task<RunDetail> CancelAsync(ApiCall call)
    {
        RunDetail run = Find(call);
        return await call.Orchestrator.CancelRunAsync(run.Summary.Id, call.By, call.Cancel)
            ? Find(call)
            : throw HttpErrors.HasEnded(run.Summary.Id);
    }

    /// <summary>The ids of runs that were queued.</summary>
    internal sealed record QueuedRuns(string[] Runs);
}
