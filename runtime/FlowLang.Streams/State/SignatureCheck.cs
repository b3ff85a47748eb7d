using FlowLang.Runtime;

namespace FlowLang.Streams;

/// <summary>Whether a program can go on with the state that another version of it kept.</summary>
public static class SignatureCheck
{
    /// <summary>Null where it can, else which operator differs and how.</summary>
    public static FlowError? Difference(StateSignature kept, StateSignature wanted)
    {
        ArgumentNullException.ThrowIfNull(kept);
        ArgumentNullException.ThrowIfNull(wanted);
        foreach (OperatorSignature mine in wanted.Operators)
        {
            OperatorSignature? known = kept.Operators.FirstOrDefault(o => o.Name == mine.Name);
            if (known is null ? !kept.Operators.IsEmpty : known.Shape != mine.Shape)
            {
                return StreamErrors.OtherState(mine.Name, known?.Shape, mine.Shape);
            }
        }

        return kept.Operators.FirstOrDefault(o => wanted.Operators.All(w => w.Name != o.Name)) is { } gone
            ? StreamErrors.OtherState(gone.Name, gone.Shape, null)
            : null;
    }
}
