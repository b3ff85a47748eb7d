using System.Globalization;
using System.Text;

namespace FlowLang.Compiler.Tests.Planning;

/// <summary>A program as large as is wanted: each transform reads the one before. `Benchmarks plan` times the same one.</summary>
internal static class TransformChain
{
    public static string Text(int transforms)
    {
        StringBuilder text =
            new("connection pg: postgres { database: \"d\" }\nsource t0: { id: int64 @key, fare: decimal(8, 2) } from pg.table(\"t\")\n");
        for (int i = 1; i <= transforms; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"transform t{i} = from t{i - 1} | where fare > {i} | set fare = fare\n");
        }

        return text.Append(CultureInfo.InvariantCulture, $"pipeline p {{ write t{transforms} to console }}\n").ToString();
    }
}
