using FlowLang.Emit;
using FlowLang.Planning;
using Xunit;

namespace FlowLang.Compiler.Tests.Emit;

public sealed class LongNameTests
{
    /// <summary>The C# compiler takes names of types up to 511 characters, file systems names of files up to 255 bytes.</summary>
    [Fact]
    public void A_name_of_any_length_makes_a_class_and_a_file_that_can_be()
    {
        string name = "p" + new string('x', 2_000);
        EmittedFiles files = Emitter.Emit(
            Planner.Plan(Source.Bind(
                "type Row = { id: int64 @key }\nconnection lake: files { root: \"data\" }\nsource rows: Row from lake.csv(\"rows.csv\")\n"
                    + $"pipeline {name} {{ write rows to lake.csv(\"out.csv\") {{ rejects: discard }} }}\n"
                    + $"pipeline {name}y {{ write rows to lake.csv(\"other.csv\") {{ rejects: discard }} }}")),
            new EmitOptions("long", new string('0', 64), "0.0.0"));

        string[] names = [.. files.Pipelines.Select(p => p.FileName)];
        Assert.All(names, file => Assert.InRange(file.Length, 1, 250));
        Assert.Equal(2, names.Distinct(StringComparer.OrdinalIgnoreCase).Count());
    }

    /// <summary>Templates cut texts off at a megabyte unless they are told not to.</summary>
    [Fact]
    public void A_program_of_thousands_of_pipelines_is_whole()
    {
        const string Declared =
            "type Row = { id: int64 @key }\nconnection lake: files { root: \"data\" }\nsource rows: Row from lake.csv(\"rows.csv\")\n";
        string pipelines = string.Concat(Enumerable.Range(0, 10_000).Select(
            i => $"pipeline p{i} {{ write rows to lake.csv(\"o{i}.csv\") {{ rejects: discard }} }}\n"));
        EmittedFiles files = Emitter.Emit(
            Planner.Plan(Source.Bind(Declared + pipelines)), new EmitOptions("long", new string('0', 64), "0.0.0"));

        string program = files.Code.Single(file => file.Key == "Program.g.cs").Value;
        Assert.True(program.Length > 1_048_576, $"{program.Length} characters are too few to tell");
        Assert.EndsWith("}\n", program, StringComparison.Ordinal);
    }
}
