using FlowLang.Semantics.Symbols;
using static FlowLang.Compiler.Tests.Emit.Tree;
namespace FlowLang.Compiler.Tests.Emit;
public sealed class DumpTests
{
    [Fact]
    public void Dump()
    {
        SourceSymbol csv = Source("csv", Row(("id", Int4), ("amount", Int.OrNull), ("name", Text)), readsText: true, rejectsBad: true);
        var q = Query(csv).Where(Greater(Column("id", Int4), Number(3))).Derive(As("n", Add(Column("id", Int4), Add(Column("amount", Int.OrNull), Number(1)))), As("m", ElseReject(ToInt(Column("name", Text)), "bad"))).Build();
        foreach (var s in EngineRun.Emit(Program([], ("out", q)))) { if (s.Query is {} x) { Console.WriteLine(x.Sql); foreach (var site in x.Sites) Console.WriteLine(site); } }
    }
}
