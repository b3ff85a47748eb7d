using System.Text;
using FlowLang.Syntax.Parsing;
using FlowLang.Syntax.Text;

namespace FlowLang.Compiler.Tests.Baselines;

/// <summary>Prints what a stage knows under the source line that it is about: <c>//@[4:9) FROM</c>, columns from 0, the end
/// excluded.</summary>
internal static class AnnotatedSource
{
    public static string Print(BaselineCase program, Func<SyntaxTree, IEnumerable<(TextSpan At, string Note)>> notes)
    {
        StringBuilder text = new();
        foreach (SyntaxTree tree in program.Trees)
        {
            if (program.Trees.Length > 1)
            {
                text.Append("//@@ ").Append(tree.Source.Path).Append('\n');
            }

            Print(text, tree.Source, notes(tree));
        }

        return text.ToString();
    }

    private static void Print(StringBuilder text, SourceText source, IEnumerable<(TextSpan At, string Note)> notes)
    {
        ILookup<int, (TextSpan At, string Note)> byLine = notes.ToLookup(note => note.At.Line);
        int last = source.Text.EndsWith('\n') ? source.LineCount - 1 : source.LineCount;
        for (int line = 1; line <= source.LineCount; line++)
        {
            if (line <= last)
            {
                text.Append(source.Line(line)).Append('\n');
            }

            foreach ((TextSpan at, string note) in byLine[line].OrderBy(note => note.At.Start).ThenByDescending(note => note.At.Length))
            {
                text.Append("//@[").Append(Range(at)).Append(") ").Append(note.ReplaceLineEndings("\n//@  ")).Append('\n');
            }
        }
    }

    private static string Range(TextSpan at)
    {
        int start = at.Column - 1;
        return at.EndLine == at.Line ? $"{start}:{start + at.Length}" : $"{start}:{at.EndLine}|{at.EndColumn - 1}";
    }
}
