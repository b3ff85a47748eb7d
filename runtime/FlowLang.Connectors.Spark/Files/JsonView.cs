using FlowLang.Connectors.Files;
using FlowLang.Runtime;

namespace FlowLang.Connectors.Spark;

/// <summary>JSON lines in Spark SQL: members as raw text.</summary>
internal sealed class JsonView(SparkBatch spark, JsonLinesSource source) : TextView(spark, source)
{
    protected override string IsBlank => $"trim(BOTH ' ' FROM {Line}) = ''";

    protected override string RecordsSql(DataFile file, string lines) =>
        $"SELECT {Line}, {FlagColumns.Row}, false AS {IsOpen} FROM (\n{lines}\n)";

    protected override string RowsSql(string records) => JsonRecordsSql.Of(Columns, records, Line);
}
