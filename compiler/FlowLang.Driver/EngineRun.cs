using System.Collections.Immutable;
using FlowLang.Driver.Workspaces;
using FlowLang.Runtime;

namespace FlowLang.Driver;

/// <summary>A run of the embedded engine inside flowc: for introspection and tests. It has no ledger and commits nothing.</summary>
internal static class EngineRun
{
    /// <param name="name">What runs, for errors.</param>
    public static BatchRun Create(
        string name, Workspace workspace, IReadOnlyDictionary<string, string> parameters,
        ImmutableDictionary<string, ColumnType>? types = null, bool dryRun = false) => new()
        {
            DryRun = dryRun,
            Id = BatchRun.NewId(TimeProvider.System),
            Pipeline = new PipelineDefinition(name, "", 0),
            ProgramName = workspace.Name,
            SourceHash = "",
            StartedAt = TimeProvider.System.GetUtcNow(),
            Settings = new ProgramSettings
            {
                Parameters = parameters.ToImmutableSortedDictionary(),
                ParameterTypes = types ?? ImmutableDictionary<string, ColumnType>.Empty,
                DataDirectory = workspace.Folder,
            },
        };
}
