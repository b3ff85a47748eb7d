using System.Collections.Immutable;
using FlowLang.Hosting.Access;
using FlowLang.Hosting.Http;
using FlowLang.Runtime;
using FlowLang.Scheduling;

namespace FlowLang.Hosting.Api;

/// <summary>/pipelines and /schedules: how pipelines stand, when they run next; pause and resume.</summary>
internal static class PipelineRoutes
{
    private static readonly ApiParameter s_name = ApiParameter.Path("name", "of a pipeline");

    public static ApiRoute[] All { get; } =
    [
        ApiRoute.Get("/pipelines", "Pipelines by name", call => List(call, call.Choice<PipelineState>("state"))) with
        {
            Parameters =
            [
                ApiParameter.Query("search", "part of their names"),
                ApiParameter.Query("state", "failing, late, paused, running, scheduled or stream"),
                .. ApiParameter.Paged,
            ],
        },
        ApiRoute.Get("/pipelines/{name}", "One pipeline", call => Find(call)) with { Parameters = [s_name] },
        ApiRoute.Get("/pipelines/{name}/next", "When its next runs begin", Next) with
        {
            Parameters = [s_name, ApiParameter.Query("count", "1 to 1000, 50 where it is not said", "integer")],
        },
        new("GET", "/pipelines/{name}/rows/{relation}", "The first rows of a stage or write, computed now", RowsAsync)
        {
            Role = Role.Operator,
            Gives = typeof(ApiRows),
            Parameters =
            [
                s_name, ApiParameter.Path("relation", "a stage or write of the pipeline"),
                ApiParameter.Query("interval", "that of the last run where it is not said"),
            ],
        },
        ApiRoute.Post("/pipelines/{name}/pause", "Its schedule starts nothing more; a stream is drained", PauseAsync) with
        {
            Parameters = [s_name],
        },
        ApiRoute.Post("/pipelines/{name}/resume", "Takes a pause back", ResumeAsync) with { Parameters = [s_name] },
        ApiRoute.Get("/schedules", "Pipelines that start by themselves", call => List(call, PipelineState.Scheduled)) with
        {
            Parameters = [ApiParameter.Query("search", "part of their names"), .. ApiParameter.Paged],
        },
        ApiRoute.Get("/schedules/next", "The next runs of all pipelines", call => call.Orchestrator.Next(null, call.Count())) with
        {
            Parameters = [ApiParameter.Query("count", "1 to 1000, 50 where it is not said", "integer")],
        },
    ];

    private static Page<PipelineStatus> List(ApiCall call, PipelineState? state) => call.Orchestrator.Pipelines(new PipelineQuery
    {
        Search = call.Query("search"),
        State = state,
        After = call.Query("after"),
        Count = call.Count(),
    });

    private static PipelineStatus Find(ApiCall call) =>
        call.Orchestrator.Pipeline(call.Path("name")) ?? throw HttpErrors.NothingThere($"pipeline `{call.Path("name")}`");

    private static PlannedRun[] Next(ApiCall call) => [.. call.Orchestrator.Next(Find(call).Name, call.Count())];

    private static async Task RowsAsync(ApiCall call)
    {
        RowTable rows = await call.Orchestrator.PreviewRowsAsync(
            Find(call).Name, call.Path("relation"), call.Query("interval"), call.Cancel);
        await call.GiveAsync(new ApiRows(
            rows.Title, [.. rows.Columns.Select(c => new ApiColumn(c.Name, $"{c.Type}"))], rows.Rows, rows.TotalRows > rows.Rows.Length));
    }

    private static async Task<PipelineStatus> PauseAsync(ApiCall call)
    {
        await call.Orchestrator.PauseAsync(Find(call).Name, call.By, call.Cancel);
        return Find(call);
    }

    private static async Task<PipelineStatus> ResumeAsync(ApiCall call)
    {
        await call.Orchestrator.ResumeAsync(Find(call).Name, call.By, call.Cancel);
        return Find(call);
    }

    /// <summary>Rows as texts, null for null; <paramref name="More"/> where there are more than these.</summary>
    internal sealed record ApiRows(
        string Relation, ImmutableArray<ApiColumn> Columns, ImmutableArray<ImmutableArray<string?>> Rows, bool More);

    internal sealed record ApiColumn(string Name, string Type);
}
