using System.Globalization;
using System.Runtime.CompilerServices;
using FlowLang.Hosting.Events;
using FlowLang.Hosting.Http;
using FlowLang.Scheduling;

namespace FlowLang.Hosting.Api;

/// <summary>/runs/{id}/log: a run's lines, in pages or as they are written.</summary>
internal static class LogRoutes
{
    public static ApiRoute[] All { get; } =
    [
        new("GET", "/runs/{id}/log", "Lines of its log, oldest first", PageAsync)
        {
            Parameters = [ApiParameter.Path("id", "of a run"), .. ApiParameter.Paged],
            Gives = typeof(Page<LogLine>),
        },
        ApiRoute.Events("/runs/{id}/log/stream", "Lines as they are written (`line`), and `end` when the run has ended", StreamAsync) with
        {
            Parameters =
            [
                ApiParameter.Path("id", "of a run"),
                ApiParameter.Query("after", "the number of the last line that is known; Last-Event-ID says the same", "integer"),
            ],
        },
    ];

    private static async Task PageAsync(ApiCall call)
    {
        string run = RunRoutes.Find(call).Summary.Id;
        int count = call.Count();
        long after = call.Query("after") is not { } text ? 0
            : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number
            : throw HttpErrors.Bad("`after` is no number of a line");
        List<LogLine> lines = [];
        await foreach (LogLine line in call.Orchestrator.LogAsync(run, after, follow: false, call.Cancel))
        {
            lines.Add(line);
            if (lines.Count > count)
            {
                break;
            }
        }

        bool hasMore = lines.Count > count;
        string? next = hasMore ? lines[count - 1].Number.ToString(CultureInfo.InvariantCulture) : null;
        await call.GiveAsync(new Page<LogLine>([.. lines.Take(count)], next));
    }

    private static Task StreamAsync(ApiCall call)
    {
        string run = RunRoutes.Find(call).Summary.Id;
        long after = EventStream.LastId(call.Context.Request) ?? 0;
        return EventStream.SendAsync(call.Site, call.Context, cancel => Lines(call.Orchestrator, run, after, cancel));
    }

    private static async IAsyncEnumerable<EventMessage> Lines(
        IOrchestrator orchestrator, string run, long after, [EnumeratorCancellation] CancellationToken cancel)
    {
        await foreach (LogLine line in orchestrator.LogAsync(run, after, follow: true, cancel))
        {
            yield return new EventMessage(line.Number, "line", ApiJson.Text(line));
        }

        yield return new EventMessage(null, "end", ApiJson.Text(orchestrator.Run(run)?.Summary));
    }
}
