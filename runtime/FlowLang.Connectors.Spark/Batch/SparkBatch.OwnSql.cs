using System.Collections.Immutable;
using FlowLang.Connectors.DuckDb;
using FlowLang.Runtime;

namespace FlowLang.Connectors.Spark;

public sealed partial class SparkBatch
{
    /// <summary>Before rows move, Spark analyses what SQL of the program's own gives; RT5006 where that is not what is declared.</summary>
    /// <param name="sql">The text over empty inputs.</param>
    /// <param name="columns">What it has to give.</param>
    /// <param name="file">Where it stands in the program.</param>
    /// <param name="line">Where it stands in the program.</param>
    /// <param name="cancel">Ends it.</param>
    public Task VerifySqlAsync(string sql, ImmutableArray<Column> columns, string file, int line, CancellationToken cancel) =>
        OwnSqlColumns.VerifyAsync(
            async () => OwnSqlColumns.Differences(
                await _session.SchemaAsync(await QueryAsync(sql, $"sql of {file}:{line}", cancel), cancel), columns,
                (described, declared) => OwnSqlColumns.IsSameName(described.NativeType, SparkTypes.Ddl(declared.Type)), SparkTypes.Ddl),
            file,
            line);
}
