using System.Globalization;
using FlowLang.Connectors.Postgres;
using FlowLang.Runtime.Tests.Postgres;

namespace FlowLang.Runtime.Tests;

/// <summary>The tests as a process of its own, for those that kill one.</summary>
internal static class Program
{
    public static async Task<int> Main(string[] args) => args switch
    {
        ["endless-write", var folder] => await EndlessWrite.RunAsync(folder),
        [PostgresChild.Verb, var url, var table, var mode, var rows, var wait] => await PostgresChild.RunAsync(
            url, table, Enum.Parse<WriteMode>(mode), int.Parse(rows, CultureInfo.InvariantCulture), bool.Parse(wait)),
        _ => 0,
    };
}
