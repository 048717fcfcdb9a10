"""取り違え・誤送信: the wrong customer linked, something sent to the wrong place; put right, and never hidden (R8-15)."""
